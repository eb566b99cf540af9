using System.Text.RegularExpressions;

namespace Unfurl.WebPages.Walls;

/// <summary>What a redirect has that stands for a page which is not there, or not for this reader.</summary>
internal static partial class MissingSigns
{
    /// <summary>What a redirect says by its path, or because it only leads home; null for nothing.</summary>
    /// <param name="asked">The page that was asked for.</param>
    public static Verdict? Of(Uri target, Uri asked) =>
        IsNew(MissingWord, target, asked) || (IsHome(target) && !HomeName.IsMatch(asked.AbsolutePath))
            ? Verdict.NotThere
        : IsNew(ErrorWord, target, asked) ? new Verdict.Failed("a redirect to a page about an error")
        : null;

    // A page may be about errors.
    private static bool IsNew(Regex word, Uri target, Uri asked) =>
        word.IsMatch(target.AbsolutePath) && !word.IsMatch(asked.AbsolutePath);

    // A page may have a number there.
    private static bool IsHome(Uri target) =>
        target.AbsolutePath == "/" && (target.Query.Length == 0 || ErrorQuery.IsMatch(target.Query));

    // Whole words of the path's segments: not "/errors-explained".
    [GeneratedRegex(
        @"/(?:access[-_]?denied|permission[-_]?denied|denied|forbidden|un[-_]?authori[sz]ed|not[-_]?authori[sz]ed|no[-_]?(?:access|permissions?)|(?:page[-_]?)?not[-_]?found|(?:errors?[-_]?)?(?:403|404|410))(?:\.[a-z]+)?(?:/|$)",
        RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant
            | RegexOptions.NonBacktracking
            | RegexOptions.ExplicitCapture
    )]
    private static partial Regex MissingWord { get; }

    [GeneratedRegex(
        @"/errors?(?:\.[a-z]+)?(?:/|$)",
        RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant
            | RegexOptions.NonBacktracking
            | RegexOptions.ExplicitCapture
    )]
    private static partial Regex ErrorWord { get; }

    // Other names of the first page, and those of its languages.
    [GeneratedRegex(
        @"^/(?:(?:index|home|homepage|default|start|main|welcome)(?:\.[a-z]+)?|[a-z]{2}(?:[-_][a-z]{2})?)?/?$",
        RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant
            | RegexOptions.NonBacktracking
            | RegexOptions.ExplicitCapture
    )]
    private static partial Regex HomeName { get; }

    [GeneratedRegex(
        @"[?&](?:err|error|errors|denied|forbidden|msg|message|notice|reason)(?:[=&]|$)",
        RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant
            | RegexOptions.NonBacktracking
            | RegexOptions.ExplicitCapture
    )]
    private static partial Regex ErrorQuery { get; }
}
