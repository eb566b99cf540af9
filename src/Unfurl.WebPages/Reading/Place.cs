using System.Buffers;

namespace Unfurl.WebPages.Reading;

/// <summary>Where in a page an element stands.</summary>
internal readonly record struct Place
{
    private static readonly SearchValues<string> BannerWords = SearchValues.Create(
        [
            "cookie",
            "consent",
            "gdpr",
            "breadcrumb",
            "sidebar",
            "navbar",
            "navigation",
            "newsletter",
            "footer",
            "noprint",
        ],
        StringComparison.OrdinalIgnoreCase
    );

    public bool IsBody { get; init; }

    /// <summary>The site's own: navigation, header, footer.</summary>
    public bool IsChrome { get; private init; }

    /// <summary>Notices that stand before what a page says.</summary>
    public bool IsBanner { get; private init; }

    public bool IsArticle { get; private init; }

    public bool IsHidden { get; private init; }

    public bool IsNoscript { get; private init; }

    /// <summary>Null outside of forms.</summary>
    public PageForm? Form { get; init; }

    public PageItem? Item { get; init; }

    public bool IsRead => IsBody && !IsHidden && !IsNoscript;

    /// <param name="name">The element's.</param>
    /// <param name="marks">The element's.</param>
    public Place Within(string name, in Marks marks)
    {
        var place = this;
        switch (name)
        {
            case "main" or "article":
                place = place with { IsArticle = true, IsChrome = false };
                break;
            case "nav" or "aside" or "footer" or "menu" or "dialog":
                place = place with { IsChrome = true };
                break;
            case "header":
                place = place with { IsChrome = IsChrome || !IsArticle };
                break;
            case "noscript":
                place = place with { IsNoscript = true };
                break;
        }
        if (marks.Role is { } role)
            place = place.InRole(role);
        if (marks.IsHidden || IsHiddenBy(marks.Style))
            place = place with { IsHidden = true };
        if (
            !place.IsBanner
            && name is "div" or "section" or "p" or "ul" or "aside"
            && (HasBannerWord(marks.Class) || HasBannerWord(marks.Id))
        )
            place = place with { IsBanner = true };
        return place;
    }

    private Place InRole(string role) =>
        role switch
        {
            "main" or "article" => this with { IsArticle = true, IsChrome = false },
            "navigation" or "banner" or "contentinfo" or "complementary" or "search" or "dialog" or "alertdialog" =>
                this with
                {
                    IsChrome = true,
                },
            _ => this,
        };

    private static bool IsHiddenBy(string? style) =>
        style is not null
        && style
            .Replace(" ", "", StringComparison.Ordinal)
            .Contains("display:none", StringComparison.OrdinalIgnoreCase);

    private static bool HasBannerWord(string? words) => words.AsSpan().ContainsAny(BannerWords);
}
