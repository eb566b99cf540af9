using System.Text.Json.Serialization;

namespace Unfurl.GitHub.Cards;

// A mannequin is a contributor without an account, created by an import. The login of an Enterprise Managed User ends
// with the enterprise's _shortcode. Type is GraphQL's type name; REST's "type" is not read.
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

    // Logins from REST and names in commits end with it, GraphQL's do not. Without it the login may be a person's:
    // https://docs.github.com/en/graphql/reference/objects#bot.
    private const string BotSuffix = "[bot]";

    // A deleted account is null and shown as GitHub's placeholder, https://github.com/ghost.
    public static Person PersonOf(Actor? actor) =>
        actor is null ? new Person("ghost") : PersonOf(actor.DisplayLogin, actor.AvatarUrl);

    public static Person PersonOf(string name, string? avatarUrl) =>
        new(name, Uri.TryCreate(avatarUrl, UriKind.Absolute, out var url) ? new PreviewImage.At(url) : null);

    private string DisplayLogin =>
        Type == "Bot" && !Login.EndsWith(BotSuffix, StringComparison.Ordinal) ? Login + BotSuffix : Login;
}
