namespace Unfurl.Testing.GitHub;

/// <summary>The users of the <see cref="GitHubDouble"/>.</summary>
public static class GitHubUsers
{
    // Sees the private repository.
    public const string Codertocat = "Codertocat";

    // Sees public repositories only.
    public const string Octocat = "octocat";

    // Sees public repositories only.
    public const string Monalisa = "monalisa";
}

/// <summary>The data of the <see cref="GitHubDouble"/>.</summary>
public static class GitHubThings
{
    // Has an issue (1), an open pull request (2) and a commit.
    public const string PublicRepository = "Codertocat/Hello-World";

    public const int Issue = 1;

    public const int PullRequest = 2;

    public const string Commit = "6113728f27ae82c7b1a177c8d03f9e96e0adf246";

    // On the issue.
    public static readonly GitHubComment IssueComment = new("issueComments", 492700400);

    // On a file of the pull request.
    public static readonly GitHubComment ReviewComment = new("reviewComments", 284312630);

    // Of the pull request.
    public static readonly GitHubComment Review = new("reviews", 237895671);

    // On the commit.
    public static readonly GitHubComment CommitComment = new("commitComments", 33548674);

    // Belongs to an organization and has a description, a language and many stars.
    public const string PopularRepository = "electron/electron";

    // Has a pull request (118); only Codertocat sees it.
    public const string PrivateRepository = "octo-org/octo-repo";

    public const int PrivatePullRequest = 118;
}

/// <summary>
/// A comment in the public repository of the <see cref="GitHubDouble"/>. <c>Kind</c> is a name in the double's data.
/// </summary>
public sealed record GitHubComment(string Kind, long Id);
