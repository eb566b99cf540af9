namespace Unfurl.GitHub;

/// <summary>
/// What things on GitHub are called as <see cref="Resource"/>s. Cards name what they show, webhooks what changed, and both
/// by this, so that they meet. Repositories by their numeric id, which survives renames and is in every webhook.
/// </summary>
internal static class GitHubResources
{
    /// <summary>An issue or pull request, within its repository: the two are numbered together.</summary>
    public static string Issue(string number) => $"#{number}";

    /// <summary>A commit, within its repository; also on the card of a pull request whose head it is.</summary>
    public static string Commit(string sha) => $"@{sha}";

    /// <summary>A comment on an issue, pull request or commit, where it is.</summary>
    public static string Comment(string id) => $"comment:{id}";

    /// <summary>A comment on a file of a pull request, where it is; numbered apart from others.</summary>
    public static string ReviewComment(string id) => $"review-comment:{id}";

    /// <summary>A review, where it is.</summary>
    public static string Review(string id) => $"review:{id}";

    /// <summary>Something written on something.</summary>
    public static string CommentOn(string thing, string comment) => $"{thing}/{comment}";

    /// <summary>The repository itself.</summary>
    public static Resource Repository(string repositoryId) => new($"repo:{repositoryId}");

    /// <summary>Something in a repository.</summary>
    public static Resource InRepository(string repositoryId, string thing) => new($"repo:{repositoryId}{thing}");

    /// <summary>A repository with all that is in it: on all its cards, for what concerns access to it.</summary>
    public static Resource AllInRepository(string repositoryId) => new($"repo:{repositoryId}/*");

    /// <summary>The same by name, for cards that GitHub gave no id for.</summary>
    public static Resource RepositoryNamed(string nameWithOwner) => new($"name:{nameWithOwner.ToLowerInvariant()}");

    /// <summary>All repositories of a user or an organization: on all their cards.</summary>
    public static Resource AllOfOwner(string login) => new($"owner:{login.ToLowerInvariant()}");
}
