namespace Unfurl.GitHub;

/// <summary>
/// Names GitHub's resources. Cards and webhooks use the same names, so that a delivery reaches the cards it affects.
/// Repositories are named by their numeric id, which survives renames and is part of every delivery.
/// </summary>
internal static class GitHubResources
{
    private static readonly string[] RefPrefixes = ["refs/heads/", "refs/tags/"];

    // A resource's name has an end. What two longer names share reaches the cards of both.
    private const int MaxNameLength = 400;

    // Issues and pull requests of a repository share one numbering.
    public static string Issue(string number) => $"#{number}";

    // Also on the card of a pull request with this head commit.
    public static string Commit(string sha) => $"@{sha}";

    public static string Milestone(string number) => $"/milestone:{number}";

    public static string Discussion(string number) => $"/discussion:{number}";

    // With or without its prefix: pushes name a branch refs/heads/main, links and other deliveries main.
    public static string Ref(string name) => Named("ref", PlainRef(name));

    public static string Run(string id) => $"/run:{id}";

    // A job of GitHub Actions has the same number as its check.
    public static string CheckRun(string id) => $"/check-run:{id}";

    public static string Workflow(string id) => $"/workflow:{id}";

    // GitHub ignores its case.
    public static string Label(string name) => Named("label", name.ToLowerInvariant());

    // GitHub ignores its case:
    // https://docs.github.com/en/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments.
    public static string Environment(string name) => Named("environment", name.ToLowerInvariant());

    public static Resource Team(string id) => new($"team:{id}");

    public static Resource Project(string nodeId) => new($"project:{nodeId}");

    public static Resource Advisory(string ghsaId) => new($"advisory:{ghsaId.ToUpperInvariant()}");

    // Of its own card, which names its pull request.
    public static string Branch(string name) => Named("branch", name);

    public static string Release(string tag) => Named("release", tag);

    public const string LatestRelease = "/latest-release";

    public static string Comment(string id) => $"comment:{id}";

    // Review comments have their own numbering.
    public static string ReviewComment(string id) => $"review-comment:{id}";

    public static string Review(string id) => $"review:{id}";

    public static string CommentOn(string target, string comment) => $"{target}/{comment}";

    // Names of branches and labels may have any characters.
    private static string Named(string kind, string name)
    {
        var escaped = Uri.EscapeDataString(name).Replace("%2F", "/", StringComparison.Ordinal);
        return $"/{kind}:{(escaped.Length <= MaxNameLength ? escaped : escaped[..MaxNameLength])}";
    }

    private static string PlainRef(string name)
    {
        foreach (var prefix in RefPrefixes)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                return name[prefix.Length..];
        }
        return name;
    }

    public static Resource Repository(string repositoryId) => new($"repo:{repositoryId}");

    public static Resource InRepository(string repositoryId, string name) => new($"repo:{repositoryId}{name}");

    // On every card of the repository, for changes of access.
    public static Resource AllInRepository(string repositoryId) => new($"repo:{repositoryId}/*");

    // For cards without a repository id in GitHub's response.
    public static Resource RepositoryNamed(string nameWithOwner) => new($"name:{nameWithOwner.ToLowerInvariant()}");

    // On every card of all repositories of a user or organization.
    public static Resource AllOfOwner(string login) => new($"owner:{login.ToLowerInvariant()}");
}
