namespace Unfurl.GitHub.Cards;

/// <summary>Who Git says made a commit or a tag. The e-mail address may belong to no account of GitHub.</summary>
internal sealed record GitActor(
    string? Name = null,
    string? AvatarUrl = null,
    DateTimeOffset? Date = null,
    GitActor.Account? User = null
)
{
    public const string Fragment = """
        fragment GitActorFields on GitActor {
          name
          avatarUrl(size: 80)
          date
          user {
            login
          }
        }
        """;

    public static Person PersonOf(GitActor? actor) =>
        (actor?.User?.Login ?? actor?.Name) is { Length: > 0 } name
            ? Actor.PersonOf(name, actor!.AvatarUrl)
            : Actor.PersonOf(null);

    internal sealed record Account(string Login);
}
