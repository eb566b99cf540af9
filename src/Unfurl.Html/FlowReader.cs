using System.Collections.Frozen;
using System.Globalization;

namespace Unfurl.Html;

/// <summary>
/// Reads the blocks of a page. Elements that are not known here are transparent: GitHub writes some of its own, such as
/// <c>markdown-accessiblity-table</c>, <c>g-emoji</c> and <c>relative-time</c>. The tree is as deep as
/// <see cref="HtmlTree.MaxDepth"/> at most, and so is the recursion.
/// </summary>
internal sealed class FlowReader(PictureText pictures, CancellationToken cancellationToken)
{
    // Elements whose content starts on a new line.
    private static readonly FrozenSet<string> Containers =
    [
        .. """
            address article aside caption center dd div dl dt fieldset figcaption figure footer form header hgroup main menu
            nav search section summary tbody tfoot thead tr
            """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
    ];

    private readonly InlineText _line = new();
    private List<Block> _blocks = [];

    public IReadOnlyList<Block> Read(HtmlElement container)
    {
        var (outer, blocks) = (_blocks, new List<Block>());
        _blocks = blocks;
        ReadChildren(container, link: null);
        EndLine();
        _blocks = outer;
        return blocks;
    }

    private void ReadChildren(HtmlElement container, HtmlElement? link)
    {
        foreach (var child in container.Children)
        {
            switch (child)
            {
                case HtmlWords words:
                    _line.Append(words.Text);
                    break;
                case HtmlElement element:
                    ReadElement(element, link);
                    break;
                case HtmlComment when _line.IsEmpty && container.Name is not "p":
                    _blocks.Add(new Block.Comment());
                    break;
            }
        }
    }

    private void ReadElement(HtmlElement element, HtmlElement? link)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (IsHidden(element))
            return;
        switch (element.Name)
        {
            case "br":
                _line.Break();
                break;
            case "img":
                _line.Append(pictures.TextOf(element, link));
                break;
            case "video":
                pictures.AddFilm();
                break;
            case "a":
                ReadLink(element);
                break;
            case "q":
                _line.Append("“");
                ReadChildren(element, link);
                _line.Append("”");
                break;
            case "sup" when Superscript.Of(element) is { } raised:
                _line.Append(raised);
                break;
            case "math-renderer" or "math":
                ReadFormula(element);
                break;
            case "hr":
                Add(new Block.Rule());
                break;
            case "p":
                EndLine();
                ReadChildren(element, link);
                EndLine(element);
                break;
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                ReadHeading(element);
                break;
            case "ul" or "ol":
                ReadItems(element);
                break;
            case "li":
                EndLine();
                Add(new Block.Items([ItemOf(element, "•")]));
                break;
            case "pre" or "listing" or "xmp":
                Add(CodeReader.Read(element));
                break;
            case "table":
                foreach (var block in new TableReader(pictures, cancellationToken).Read(element))
                    Add(block);
                break;
            case "blockquote":
                EndLine();
                Add(new Block.Quotation(Read(element)));
                break;
            case "details":
                ReadDetails(element, link);
                break;
            case "div" or "section" when CodeReader.KindOf(element) is { } kind:
                Add(new Block.Paragraph([kind]));
                break;
            case "div" when element.HasClass("js-suggested-changes-blob"):
                Add(CodeReader.ReadSuggestedChange(element));
                break;
            case "div" when element.HasClass("markdown-alert"):
                ReadAlert(element);
                break;
            case var name when Containers.Contains(name):
                EndLine();
                ReadChildren(element, link);
                EndLine();
                break;
            default:
                ReadChildren(element, link);
                break;
        }
    }

    // Struck text, footnotes and their references, hidden elements, and the quoted part of an e-mail reply.
    private static bool IsHidden(HtmlElement element) =>
        element.Name is "del" or "s" or "strike" or "input" or "annotation" or "tool-tip"
        || element["hidden"] is not null
        || element["data-footnote-ref"] is not null
        || element["data-footnotes"] is not null
        || element["role"] is "doc-noteref" or "doc-endnotes"
        || (
            element["class"] is not null
            && (
                element.HasClass("footnote-ref")
                || element.HasClass("footnotes")
                || element.HasClass("sr-only")
                || element.HasClass("email-hidden-toggle")
                || element.HasClass("email-hidden-reply")
                || element.HasClass("email-quoted-reply")
                || element.HasClass("email-signature-reply")
            )
        );

    private void ReadLink(HtmlElement link)
    {
        if (!pictures.IsPastedFilm(link))
            ReadChildren(link, link);
    }

    // A short formula without commands is readable as it is.
    private void ReadFormula(HtmlElement element)
    {
        const int longest = 30;
        var formula = element.Text.Trim().Trim('$', '`').Trim();
        var isBlock = element.HasClass("js-display-math");
        if (isBlock)
            Add(new Block.Paragraph(["Formula"]));
        else
            _line.Append(formula.Length > longest || formula.AsSpan().ContainsAny('\\', '{') ? "(formula)" : formula);
    }

    private void ReadHeading(HtmlElement element)
    {
        EndLine();
        ReadChildren(element, link: null);
        var text = string.Join(' ', _line.Take());
        if (text.Length > 0)
            Add(new Block.Heading(element.Name[1] - '0', text));
    }

    private void ReadDetails(HtmlElement element, HtmlElement? link)
    {
        EndLine();
        if (element.HoldsFilm)
        {
            pictures.AddFilm();
            return;
        }
        ReadChildren(element, link);
        EndLine();
    }

    private void ReadAlert(HtmlElement element)
    {
        EndLine();
        var title = element.Elements.FirstOrDefault(child => child.HasClass("markdown-alert-title"));
        var body = new HtmlElement("div", []);
        body.Children.AddRange(element.Children.Where(child => child != title));
        Add(new Block.Alert(title?.Text.Trim() is { Length: > 0 } word ? word : "Note", Read(body)));
    }

    private void ReadItems(HtmlElement list)
    {
        EndLine();
        var number = int.TryParse(list["start"], CultureInfo.InvariantCulture, out var start) ? start : 1L;
        var items = new List<Block.Item>();
        foreach (var child in list.Children)
        {
            if (child is HtmlElement { Name: "li" } item)
            {
                items.Add(ItemOf(item, list.Name == "ol" ? $"{number++}." : "•"));
                continue;
            }
            // Invalid HTML, but its text must not be lost.
            var between = new HtmlElement("div", []);
            between.Children.Add(child);
            if (Read(between) is { Count: > 0 } blocks)
                items.Add(new("", null, blocks));
        }
        if (items.Count > 0)
            Add(new Block.Items(items));
    }

    private Block.Item ItemOf(HtmlElement item, string marker) => new(marker, BoxOf(item), Read(item));

    // Null if the item does not begin with a checkbox.
    private static bool? BoxOf(HtmlElement item)
    {
        var first = item.Visible.FirstOrDefault() as HtmlElement;
        while (first is { Name: "p" or "label" or "div" or "span" })
            first = first.Visible.FirstOrDefault() as HtmlElement;
        return first is { Name: "input" } && first["type"]?.ToLowerInvariant() == "checkbox"
            ? first["checked"] is not null
            : null;
    }

    private void Add(Block block)
    {
        EndLine();
        _blocks.Add(block with { StandsApart = block is not Block.Comment });
    }

    // Adds the text since the last block. The element is null if the text is not a "p".
    private void EndLine(HtmlElement? paragraph = null)
    {
        var lines = _line.Take();
        if (lines.Count == 0)
            return;
        _blocks.Add(
            new Block.Paragraph(
                lines,
                paragraph is not null && BeginsBold(paragraph),
                paragraph?.Visible.ToList() is [HtmlElement { Name: "em" or "i" }]
            )
            {
                StandsApart = paragraph is not null,
            }
        );
    }

    private static bool BeginsBold(HtmlElement paragraph) =>
        paragraph.Visible.Take(2).ToList() switch
        {
            [HtmlElement { Name: "strong" or "b" }] => true,
            [HtmlElement { Name: "strong" or "b" }, HtmlElement { Name: "br" }] => true,
            [HtmlElement { Name: "strong" or "b" }, HtmlWords { Text: var text }] => text.Trim() == ":",
            _ => false,
        };
}
