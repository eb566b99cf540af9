namespace Unfurl.Testing.GitHub;

/// <summary>Who there is on the <see cref="GitHubDouble"/>.</summary>
public static class GitHubUsers
{
    /// <summary>Sees the private repository.</summary>
    public const string Codertocat = "Codertocat";

    /// <summary>Sees public repositories only.</summary>
    public const string Octocat = "octocat";

    /// <summary>Sees public repositories only.</summary>
    public const string Monalisa = "monalisa";
}

/// <summary>What there is on the <see cref="GitHubDouble"/>.</summary>
public static class GitHubThings
{
    /// <summary>A public repository with an issue (1), an open pull request (2) and a commit.</summary>
    public const string PublicRepository = "Codertocat/Hello-World";

    public const int Issue = 1;

    public const int PullRequest = 2;

    public const string Commit = "6113728f27ae82c7b1a177c8d03f9e96e0adf246";

    /// <summary>On the issue.</summary>
    public static readonly GitHubComment IssueComment = new("issueComments", 492700400);

    /// <summary>On a file of the pull request.</summary>
    public static readonly GitHubComment ReviewComment = new("reviewComments", 284312630);

    /// <summary>Of the pull request.</summary>
    public static readonly GitHubComment Review = new("reviews", 237895671);

    /// <summary>On the commit.</summary>
    public static readonly GitHubComment CommitComment = new("commitComments", 33548674);

    /// <summary>A public repository of an organization, with a description, a language and many stars.</summary>
    public const string PopularRepository = "electron/electron";

    /// <summary>A private repository with a pull request (118), seen by Codertocat only.</summary>
    public const string PrivateRepository = "octo-org/octo-repo";

    public const int PrivatePullRequest = 118;
}

/// <summary>A comment in the public repository of the <see cref="GitHubDouble"/>.</summary>
/// <param name="Kind">What the double calls its kind.</param>
/// <param name="Id">Its number.</param>
public sealed record GitHubComment(string Kind, long Id);
