namespace Unfurl.WebPages.Walls;

/// <summary>What an answer is, before anything of it is shown.</summary>
internal abstract record Verdict
{
    private Verdict() { }

    /// <summary>The page that was asked for.</summary>
    public sealed record Page : Verdict;

    /// <summary>A page for people who have to sign in first.</summary>
    public sealed record SignIn : Verdict;

    /// <summary>Not there, or not for this reader: which of them is never told.</summary>
    public sealed record Missing : Verdict;

    public sealed record Limited(DateTimeOffset Until) : Verdict;

    /// <summary>No answer, or none that is a page.</summary>
    public sealed record Failed(string Reason) : Verdict;

    public static readonly Verdict Shown = new Page();
    public static readonly Verdict NeedsSignIn = new SignIn();
    public static readonly Verdict NotThere = new Missing();
}
