namespace Unfurl.Html;

/// <summary>A piece of a page.</summary>
internal abstract class HtmlNode;

internal sealed class HtmlWords(string text) : HtmlNode
{
    public string Text { get; } = text;
}

internal sealed class HtmlComment : HtmlNode
{
    public static readonly HtmlComment Instance = new();
}

/// <summary>An element with the attributes that matter to its text, and what stands in it.</summary>
/// <param name="name">Its name in lower case.</param>
/// <param name="attributes">Names in lower case, with values.</param>
internal sealed class HtmlElement(string name, IReadOnlyList<KeyValuePair<string, string>> attributes) : HtmlNode
{
    public string Name { get; } = name;

    public List<HtmlNode> Children { get; } = [];

    public bool HoldsFilm { get; set; }

    // Null if the element does not have the attribute.
    public string? this[string attribute]
    {
        get
        {
            foreach (var (key, value) in attributes)
            {
                if (key == attribute)
                    return value;
            }
            return null;
        }
    }

    public bool HasClass(string word) =>
        this["class"]?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Contains(word) == true;

    public IEnumerable<HtmlElement> Elements => Children.OfType<HtmlElement>();

    public IEnumerable<HtmlElement> Descendants => Elements.SelectMany(child => child.Descendants.Prepend(child));

    // White space is not collapsed.
    public string Text =>
        string.Concat(
            Children.Select(child =>
                child switch
                {
                    HtmlWords words => words.Text,
                    HtmlElement { Name: "br" } => "\n",
                    HtmlElement element => element.Text,
                    _ => "",
                }
            )
        );

    // Without comments and white space between elements.
    public IEnumerable<HtmlNode> Visible =>
        Children.Where(child =>
            child is not HtmlComment && !(child is HtmlWords words && string.IsNullOrWhiteSpace(words.Text))
        );
}
