using System.Collections.Frozen;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace Unfurl.Html;

/// <summary>
/// A small tree out of AngleSharp's tokens. AngleSharp's own tree is not used because the standard lets a page of 64 KB
/// ask for a tree that takes half a minute and gigabytes
/// (https://html.spec.whatwg.org/multipage/parsing.html#reconstruct-the-active-formatting-elements). Time and memory of this
/// one grow with what is read, and no further.
/// </summary>
internal sealed class HtmlTree
{
    // Deeper elements become siblings.
    internal const int MaxDepth = 64;

    private const int MaxNodes = 10_000;

    private const int TokensBetweenChecks = 256;

    private static readonly FrozenSet<string> Void = Names(
        "area base br col embed hr img input link meta param source track wbr"
    );

    // Elements without visible text, and how the tokenizer reads their content.
    private static readonly FrozenDictionary<string, HtmlParseMode> Hidden = new Dictionary<string, HtmlParseMode>
    {
        ["script"] = HtmlParseMode.Script,
        ["style"] = HtmlParseMode.Rawtext,
        ["iframe"] = HtmlParseMode.Rawtext,
        ["noembed"] = HtmlParseMode.Rawtext,
        ["noframes"] = HtmlParseMode.Rawtext,
        ["title"] = HtmlParseMode.RCData,
        ["textarea"] = HtmlParseMode.RCData,
        ["template"] = HtmlParseMode.PCData,
        ["svg"] = HtmlParseMode.PCData,
        ["select"] = HtmlParseMode.PCData,
        ["audio"] = HtmlParseMode.PCData,
        ["canvas"] = HtmlParseMode.PCData,
        ["object"] = HtmlParseMode.PCData,
    }.ToFrozenDictionary();

    // The start tags that end an open paragraph:
    // https://html.spec.whatwg.org/multipage/grouping-content.html#the-p-element.
    private static readonly FrozenSet<string> EndsParagraph = Names(
        """
        address article aside blockquote center details dialog dd div dl dt fieldset figcaption figure footer form h1 h2 h3
        h4 h5 h6 header hgroup hr li main menu nav ol p pre search section summary table ul
        """
    );

    // For each start tag that ends another element: the ended elements, and the ancestors at which the search stops.
    private static readonly FrozenDictionary<string, (FrozenSet<string> Ended, FrozenSet<string> Scope)> ImpliedEnds =
        new Dictionary<string, (FrozenSet<string>, FrozenSet<string>)>
        {
            ["li"] = (Names("li"), Names("ul ol menu table td th blockquote")),
            ["dt"] = (Names("dt dd"), Names("dl table td th blockquote")),
            ["dd"] = (Names("dt dd"), Names("dl table td th blockquote")),
            ["td"] = (Names("td th"), Names("tr table")),
            ["th"] = (Names("td th"), Names("tr table")),
            ["tr"] = (Names("tr"), Names("table")),
            ["tbody"] = (Names("thead tbody tfoot caption"), Names("table")),
            ["thead"] = (Names("thead tbody tfoot caption"), Names("table")),
            ["tfoot"] = (Names("thead tbody tfoot caption"), Names("table")),
        }.ToFrozenDictionary();

    private static readonly FrozenSet<string> ParagraphScope = Names(
        "table td th caption li blockquote div button details"
    );

    // The ancestors at which the search for an end tag's element stops.
    private static readonly FrozenSet<string> BlockScope = Names("table td th caption");

    private static readonly FrozenSet<string> ItemScope = Names("table td th caption ul ol menu");

    private static readonly FrozenSet<string> WordsScope = Names("table td th caption li blockquote details");

    private static readonly FrozenSet<string> TableScope = Names("table");

    private static readonly FrozenSet<string> TableParts = Names("table thead tbody tfoot tr td th caption");

    // URLs serve to recognize badges and are not shown.
    private static readonly FrozenSet<string> Attributes = Names(
        """
        alt aria-label checked class data-canonical-src data-footnote-ref data-footnotes data-type height hidden href lang
        role src start type width
        """
    );

    private readonly List<HtmlElement> _open = [new("body", [])];
    private int _nodes;
    private long _textLength;
    private (string Name, int Depth) _hidden = ("", 0);

    private HtmlTree() { }

    // Stops after the given number of characters of text.
    public static HtmlElement Parse(string html, long enough, CancellationToken cancellationToken)
    {
        using var source = new TextSource(html);
        using var tokenizer = new HtmlTokenizer(source, HtmlEntityProvider.Resolver);
        var tree = new HtmlTree();
        for (var tokens = 0; tree._nodes < MaxNodes && tree._textLength < enough; tokens++)
        {
            if (tokens % TokensBetweenChecks == 0)
                cancellationToken.ThrowIfCancellationRequested();
            var token = tokenizer.Get();
            if (token.Type == HtmlTokenType.EndOfFile)
                break;
            if (tree.Add(token) is { } mode)
                tokenizer.State = mode;
        }
        return tree._open[0];
    }

    // Returns the tokenizer's next mode if it changes.
    private HtmlParseMode? Add(HtmlToken token)
    {
        switch (token.Type)
        {
            case HtmlTokenType.StartTag when _hidden.Depth > 0:
                if (token.Name == _hidden.Name && !token.AsTag().IsSelfClosing)
                    _hidden.Depth++;
                return null;
            case HtmlTokenType.EndTag when _hidden.Depth > 0:
                if (token.Name == _hidden.Name)
                    _hidden.Depth--;
                return null;
            case HtmlTokenType.Character when _hidden.Depth == 0:
                Append(new HtmlWords(token.Data));
                _textLength += token.Data.Length;
                return null;
            case HtmlTokenType.Comment when _hidden.Depth == 0:
                Append(HtmlComment.Instance);
                return null;
            case HtmlTokenType.StartTag when Hidden.TryGetValue(token.Name, out var mode):
                if (mode == HtmlParseMode.PCData && token.AsTag().IsSelfClosing)
                    return null;
                _hidden = (token.Name, 1);
                return mode;
            case HtmlTokenType.StartTag:
                Open(token.AsTag());
                return null;
            case HtmlTokenType.EndTag:
                Close(token.Name);
                return null;
            default:
                return null;
        }
    }

    private void Append(HtmlNode node)
    {
        _nodes++;
        _open[^1].Children.Add(node);
    }

    private void Open(HtmlTagToken tag)
    {
        var name = tag.Name;
        if (name is "html" or "body" or "head")
            return;
        if (EndsParagraph.Contains(name))
            EndInnermost(element => element == "p", ParagraphScope);
        if (ImpliedEnds.TryGetValue(name, out var implied))
            EndInnermost(implied.Ended.Contains, implied.Scope);
        var element = new HtmlElement(
            name,
            [
                .. tag
                    .Attributes.Where(attribute => Attributes.Contains(attribute.Name))
                    .Select(attribute => KeyValuePair.Create(attribute.Name, attribute.Value)),
            ]
        );
        Append(element);
        if (name == "video")
            _open.ForEach(outer => outer.HoldsFilm = true);
        if (!Void.Contains(name) && _open.Count < MaxDepth)
            _open.Add(element);
    }

    private void Close(string name) => EndInnermost(element => element == name, EndTagScopeOf(name));

    private static FrozenSet<string> EndTagScopeOf(string name) =>
        TableParts.Contains(name) ? TableScope
        : name == "li" ? ItemScope
        : EndsParagraph.Contains(name) ? BlockScope
        : WordsScope;

    // Closes the innermost matching element and its descendants.
    private void EndInnermost(Func<string, bool> isEnded, FrozenSet<string> scope)
    {
        for (var i = _open.Count - 1; i > 0; i--)
        {
            if (isEnded(_open[i].Name))
            {
                _open.RemoveRange(i, _open.Count - i);
                return;
            }
            if (scope.Contains(_open[i].Name))
                return;
        }
    }

    private static FrozenSet<string> Names(string names) =>
        names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
