using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Unfurl.WebPages.Facts;
using Unfurl.WebPages.Reading;

namespace Unfurl.WebPages.Walls;

/// <summary>
/// Tells pages from what stands in their place with status 200. Judged before anything is read, because the title of a denied page may
/// be the secret.
/// </summary>
internal static partial class PageWalls
{
    // A page that only says that something is denied is short.
    private const int ShortPage = ReadText.Enough;

    // Somebody wrote this much about something.
    private const int LongArticle = 600;

    private const int Shell = 25;

    // Of SAML and WS-Federation.
    private static readonly HashSet<string> FederationFields = new(StringComparer.OrdinalIgnoreCase)
    {
        "SAMLRequest",
        "SAMLResponse",
        "RelayState",
        "wresult",
        "wctx",
    };

    // Of OpenID Connect: other forms may have them beside what people fill in.
    private static readonly HashSet<string> ConnectFields = new(StringComparer.OrdinalIgnoreCase)
    {
        "redirect_uri",
        "response_type",
        "id_token",
        "code",
    };

    /// <param name="scan">The page.</param>
    /// <param name="address">Where it was found.</param>
    public static Verdict Judge(PageScan scan, Uri address)
    {
        if (IsSignIn(scan, address))
            return Verdict.NeedsSignIn;
        if (ByGenerator(scan) is { } verdict)
            return verdict;
        if (scan.Text.Length < ShortPage && ByWords(scan) is { } said)
            return said;
        // The title of such a page may be that of the denied one.
        if (scan.Text.OwnLength < ReadText.Notice && BySentences(scan) is { } notice)
            return notice;
        return IsShell(scan) ? new Verdict.Failed("a page without a text, which scripts fill") : Verdict.Shown;
    }

    private static bool IsShell(PageScan scan) =>
        scan is { Text.Length: < Shell, Scripts: > 0, Embedded: 0 } && !SaysSomething(scan);

    /// <summary>Where a page sends its readers on at once; null for nowhere.</summary>
    public static string? RefreshOf(PageScan scan)
    {
        foreach (var (name, content, _) in scan.Metas)
        {
            if (name == "refresh" && Refresh.Match(content) is { Success: true } match)
                return match.Groups["url"].Value.Trim('"', '\'', ' ');
        }
        return null;
    }

    private static bool IsSignIn(PageScan scan, Uri address)
    {
        if (scan.PasswordFields.Exists(field => IsWall(field, scan)))
            return true;
        if (
            RefreshOf(scan) is { } target
            && Uri.TryCreate(address, target, out var to)
            && SignInSigns.IsLeadTo(to, address)
        )
            return true;
        return scan.Forms.Exists(form => IsFederation(form) || IsFirstStep(form, scan, address))
            || (scan.Text.OwnLength < Shell && scan.Frames.Exists(frame => IsSignInFrame(frame, address)));
    }

    // The sign-in in the header of a page that anybody may read is no wall, nor is one beside a long text.
    private static bool IsWall(PasswordField field, PageScan scan) =>
        field.IsChrome
            ? scan is { Text.OwnLength: < Shell, Embedded: 0 } && !scan.HasHeading
            : field.IsArticle || scan.Text.ArticleLength < LongArticle;

    private static bool IsSignInFrame(IElement frame, Uri address) =>
        frame.GetAttribute("src") is { } src
        && Uri.TryCreate(address, src, out var shown)
        && SignInSigns.IsLeadTo(shown, address);

    // A form that posts itself.
    private static bool IsFederation(PageForm form)
    {
        if (form.Fields.Exists(field => FederationFields.Contains(field.Name)))
            return true;
        return form.Fields.Count > 1
            && form.Fields.Exists(field => ConnectFields.Contains(field.Name))
            && form.Fields.TrueForAll(field => IsHidden(field.Element));
    }

    private static bool IsHidden(IElement input) =>
        "hidden".Equals(input.GetAttribute("type"), StringComparison.OrdinalIgnoreCase);

    // First the name, and the password on the next page.
    private static bool IsFirstStep(PageForm form, PageScan scan, Uri address) =>
        scan.Text.Length < ShortPage / 3
        && form.Element.GetAttribute("action") is { } action
        && Uri.TryCreate(address, action, out var to)
        && SignInSigns.IsSignInPath(to.AbsolutePath)
        && form.Element.QuerySelector(
            "input[type=email i], input[name=username i], input[name=login i], input[name=identifier i], input[autocomplete~=username i]"
        )
            is not null;

    private static Verdict? ByGenerator(PageScan scan)
    {
        var generator = scan.Metas.Find(meta => meta.Name == "generator").Content ?? "";
        // https://www.mediawiki.org/wiki/Manual:Preventing_access: the same page for what is there and what is not.
        if (
            scan.IsBadTitle
            || (generator.StartsWith("MediaWiki", StringComparison.OrdinalIgnoreCase) && IsMediaWikiWall(scan))
        )
            return Verdict.NeedsSignIn;
        // Denied, or of a user without a page, which is never 404.
        if (
            generator.StartsWith("MediaWiki", StringComparison.OrdinalIgnoreCase)
            && scan.WallElements.Exists(element =>
                element.ParentElement is { Id: "mw-content-text" }
                && (HasClass(element, "noarticletext") || HasClass(element, "permissions-errors"))
            )
        )
            return Verdict.NotThere;
        if (generator.StartsWith("DokuWiki", StringComparison.OrdinalIgnoreCase))
        {
            if (scan.WallMarks.Contains("dw__login"))
                return Verdict.NeedsSignIn;
            // The ids are words in English, and templates of others may lack the classes.
            if (
                scan.WallMarks.Exists(id => id is "this_topic_does_not_exist_yet" or "permission_denied")
                || scan.WallElements.Exists(element =>
                    HasClass(element, "mode_denied")
                    || (HasClass(element, "mode_show") && HasClass(element, "notFound"))
                )
            )
                return Verdict.NotThere;
        }
        if (scan.Forms.Exists(form => PageScan.HasWord(form.Element.ClassName, "post-password-form")))
            return Verdict.NeedsSignIn;
        return scan.Text.Length < ShortPage && scan.WallMarks.Contains("errorExplanation") ? Verdict.NotThere : null;
    }

    private static bool HasClass(IElement element, string name) => PageScan.HasWord(element.ClassName, name);

    private static bool IsMediaWikiWall(PageScan scan) =>
        scan.Metas.Exists(meta =>
            meta.Name == "robots" && meta.Content.Contains("noindex", StringComparison.OrdinalIgnoreCase)
        )
        && !scan.Links.Exists(link => PageScan.HasWord(link.GetAttribute("rel"), "canonical"))
        && scan.Document.QuerySelector(
            "#mw-content-text a[href*='Special:UserLogin'][href*=returnto], #mw-content-text a[href*='UserLogin']"
        )
            is not null;

    // By the title, or the only heading.
    private static Verdict? ByWords(PageScan scan)
    {
        var headings = scan.AllHeadings.Select(Texts.Of).OfType<string>().ToList();
        var texts = TitleParts(scan.Title).Concat(headings.Count <= 2 ? headings : []);
        foreach (var text in texts.Select(text => text.Trim(' ', '.', '!', ':', '…')))
        {
            if (WallWords.SignIn.IsMatch(text))
                return Verdict.NeedsSignIn;
            if (WallWords.Missing.IsMatch(text))
                return Verdict.NotThere;
            if (WallWords.Failure.IsMatch(text))
                return new Verdict.Failed("a page that says that something failed");
        }
        return null;
    }

    private static Verdict? BySentences(PageScan scan)
    {
        foreach (var text in scan.Text.Sentences().Select(text => text.Trim(' ', '.', '!', ':', '…')))
        {
            if (WallWords.SignInNotice.IsMatch(text))
                return Verdict.NeedsSignIn;
            if (WallWords.MissingNotice.IsMatch(text))
                return Verdict.NotThere;
        }
        return null;
    }

    // The title itself, and without what may be the site's name.
    private static IEnumerable<string> TitleParts(string? title)
    {
        if (title is null)
            yield break;
        yield return title;
        foreach (var affix in SiteName.AffixesOf(title))
            yield return title.EndsWith(affix, StringComparison.Ordinal)
                ? title[..^affix.Length]
                : title[affix.Length..];
    }

    private static bool SaysSomething(PageScan scan) =>
        scan.JsonLd.Count > 0
        || scan.Metas.Exists(meta =>
            meta.Name.StartsWith("og:", StringComparison.Ordinal)
                && meta.Name is not ("og:type" or "og:site_name" or "og:locale" or "og:url")
            || meta.Name is "twitter:title" or "description" or "dc.title"
        )
        || scan.HasHeading;

    [GeneratedRegex(
        @"^\s*(?:0*|0?1|0?\.\d+|1\.0)\s*[;,]\s*(?:url\s*=\s*)?(?<url>.+)$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Refresh { get; }
}
