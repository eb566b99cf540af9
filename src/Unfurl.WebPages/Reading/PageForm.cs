using AngleSharp.Dom;

namespace Unfurl.WebPages.Reading;

/// <summary>A form, with the fields in it that have a name.</summary>
internal sealed record PageForm(IElement Element)
{
    public List<(string Name, IElement Element)> Fields { get; } = [];
}

/// <param name="IsChrome">Whether it stands in the site's header or the like.</param>
/// <param name="IsArticle">Whether it stands in what the page is about.</param>
internal sealed record PasswordField(bool IsChrome, bool IsArticle);
