namespace Unfurl.GitHub.Cards;

/// <summary>A user, bot or organization.</summary>
internal sealed record Actor(string Login, string? AvatarUrl = null)
{
    public const string Fragment = """
        fragment ActorFields on Actor {
          login
          avatarUrl(size: 80)
        }
        """;

    /// <summary>The author of something; deleted accounts are null and show as GitHub's placeholder, https://github.com/ghost.</summary>
    public static Person PersonOf(Actor? actor) =>
        actor is null ? new Person("ghost") : PersonOf(actor.Login, actor.AvatarUrl);

    public static Person PersonOf(string name, string? avatarUrl) =>
        new(name, Uri.TryCreate(avatarUrl, UriKind.Absolute, out var url) ? new PreviewImage.At(url) : null);
}
