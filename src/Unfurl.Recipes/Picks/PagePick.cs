using AngleSharp.Css.Dom;
using AngleSharp.Css.Parser;
using AngleSharp.Dom;
using Unfurl.Recipes.Answers;

namespace Unfurl.Recipes.Picks;

/// <summary>Elements of a page.</summary>
internal sealed class PagePick(string request, PageSelector selector, PageValue value) : Pick
{
    public override IReadOnlyList<string> All(PickContext context) =>
        context.Answers.TryGetValue(request, out var answer) && answer.Page is { } page
            ? [.. selector.Of(page, context.Deadline).Select(value.Of).OfType<string>().Take(MaxTexts)]
            : [];
}

/// <summary>What is taken of an element.</summary>
/// <param name="Attribute">An attribute; null for its text.</param>
/// <param name="IsMarkup">Whether its inner HTML is taken, for a body that is turned into text.</param>
/// <param name="IsOwn">Whether texts of elements in it are left out.</param>
/// <param name="Without">Elements in it that are left out.</param>
internal sealed record PageValue(string? Attribute, bool IsMarkup, bool IsOwn, PageSelector? Without)
{
    public string? Of(IElement element)
    {
        var text =
            Attribute is not null ? element.GetAttribute(Attribute)
            : IsOwn ? string.Concat(element.ChildNodes.OfType<IText>().Select(node => node.Data))
            : IsMarkup ? Rest(element).InnerHtml
            : Rest(element).TextContent;
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    private IElement Rest(IElement element)
    {
        if (Without is null)
            return element;
        var copy = (IElement)element.Clone();
        foreach (var part in copy.QuerySelectorAll("*").Where(Without.Matches).ToList())
            part.Remove();
        return copy;
    }
}

/// <summary>A CSS selector.</summary>
internal sealed class PageSelector
{
    public const int MaxLength = 500;

    private const int ElementsBetweenChecks = 64;

    private static readonly CssSelectorParser Parser = new();

    private readonly ISelector _selector;

    private PageSelector(ISelector selector) => _selector = selector;

    /// <returns>Null if it is no selector.</returns>
    public static PageSelector? Parse(string text) =>
        text.Length <= MaxLength && Parser.ParseSelector(text) is { } selector ? new(selector) : null;

    public bool Matches(IElement element) => _selector.Match(element);

    // Element by element, because a query cannot be stopped.
    public IEnumerable<IElement> Of(IDocument page, Deadline deadline)
    {
        var seen = 0;
        foreach (var element in page.All)
        {
            if (++seen % ElementsBetweenChecks == 0)
                deadline.Check();
            if (!Matches(element))
                continue;
            // What is taken of it may be most of the page.
            deadline.Check();
            yield return element;
        }
    }
}
