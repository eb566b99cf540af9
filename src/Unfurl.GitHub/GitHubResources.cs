namespace Unfurl.GitHub;

/// <summary>
/// Names GitHub's resources. Cards and webhooks use the same names, so that a delivery reaches the cards it affects.
/// Repositories are named by their numeric id, which survives renames and is part of every delivery.
/// </summary>
internal static class GitHubResources
{
    // Issues and pull requests of a repository share one numbering.
    public static string Issue(string number) => $"#{number}";

    // Also on the card of a pull request with this head commit.
    public static string Commit(string sha) => $"@{sha}";

    public static string Comment(string id) => $"comment:{id}";

    // Review comments have their own numbering.
    public static string ReviewComment(string id) => $"review-comment:{id}";

    public static string Review(string id) => $"review:{id}";

    public static string CommentOn(string target, string comment) => $"{target}/{comment}";

    public static Resource Repository(string repositoryId) => new($"repo:{repositoryId}");

    public static Resource InRepository(string repositoryId, string name) => new($"repo:{repositoryId}{name}");

    // On every card of the repository, for changes of access.
    public static Resource AllInRepository(string repositoryId) => new($"repo:{repositoryId}/*");

    // For cards without a repository id in GitHub's response.
    public static Resource RepositoryNamed(string nameWithOwner) => new($"name:{nameWithOwner.ToLowerInvariant()}");

    // On every card of all repositories of a user or organization.
    public static Resource AllOfOwner(string login) => new($"owner:{login.ToLowerInvariant()}");
}
