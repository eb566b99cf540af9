using System.Text.Json.Serialization;

namespace Unfurl.GitHub.Cards;

/// <summary>A user, bot, organization or mannequin (what an import made of a contributor without an account), of either API.</summary>
/// <param name="Login">The login; of an Enterprise Managed User it ends with the enterprise's <c>_shortcode</c>.</param>
/// <param name="AvatarUrl">The picture.</param>
/// <param name="Type">GraphQL's name of its kind; REST's <c>type</c> is not needed.</param>
internal sealed record Actor(
    string Login,
    string? AvatarUrl = null,
    [property: JsonPropertyName("__typename")] string? Type = null
)
{
    public const string Fragment = """
        fragment ActorFields on Actor {
          __typename
          login
          avatarUrl(size: 80)
        }
        """;

    /// <summary>
    /// REST and the names in commits end a bot's login so, GraphQL does not. It belongs there: the same login without it
    /// may be a person's, https://docs.github.com/en/graphql/reference/objects#bot.
    /// </summary>
    private const string BotSuffix = "[bot]";

    /// <summary>The author of something; deleted accounts are null and show as GitHub's placeholder, https://github.com/ghost.</summary>
    public static Person PersonOf(Actor? actor) =>
        actor is null ? new Person("ghost") : PersonOf(actor.DisplayLogin, actor.AvatarUrl);

    public static Person PersonOf(string name, string? avatarUrl) =>
        new(name, Uri.TryCreate(avatarUrl, UriKind.Absolute, out var url) ? new PreviewImage.At(url) : null);

    private string DisplayLogin =>
        Type == "Bot" && !Login.EndsWith(BotSuffix, StringComparison.Ordinal) ? Login + BotSuffix : Login;
}
