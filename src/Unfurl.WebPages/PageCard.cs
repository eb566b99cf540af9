using Unfurl.Html;
using Unfurl.WebPages.Facts;

namespace Unfurl.WebPages;

/// <summary>What a card shows of a page.</summary>
internal static class PageCard
{
    /// <param name="site">Whose host stands for a name that the site does not say.</param>
    public static Preview Of(PageFacts facts, Uri site) =>
        new()
        {
            Title = facts.Title!,
            Identifier = facts.Site ?? site.Host,
            IdentifierImage = facts.Icon is { } icon ? new PreviewImage.At(icon) : null,
            IconColor = facts.Color,
            Author = facts.Author is { } author ? new Person(author) : null,
            Body = facts.Description is { } description ? HtmlText.FromText(description) : null,
            Media =
                facts.Media ?? (facts.Image is { Url: { Scheme: "https" } image } ? new(MediaKind.Image, image) : null),
            Facts = new() { Created = facts.Published, Updated = facts.Modified },
        };
}
