using AngleSharp.Dom;

namespace Unfurl.WebPages.Reading;

/// <summary>
/// The attributes that the walk asks every element for. Found in one pass, because AngleSharp goes through all of them for each name.
/// </summary>
internal readonly record struct Marks
{
    private Marks(INamedNodeMap attributes)
    {
        for (var i = 0; i < attributes.Length; i++)
        {
            var attribute = attributes[i]!;
            switch (attribute.Name)
            {
                case "class":
                    Class = attribute.Value;
                    break;
                case "id":
                    Id = attribute.Value;
                    break;
                case "rel":
                    Rel = attribute.Value;
                    break;
                case "role":
                    Role = attribute.Value;
                    break;
                case "style":
                    Style = attribute.Value;
                    break;
                case "hidden":
                    IsHidden = true;
                    break;
                case "itemscope":
                    IsItem = true;
                    break;
                case "itemprop":
                    ItemProperty = attribute.Value;
                    break;
                case "itemtype":
                    ItemType = attribute.Value;
                    break;
                case "property":
                    Property = attribute.Value;
                    break;
                case "typeof":
                    TypeOf = attribute.Value;
                    break;
            }
        }
    }

    public string? Class { get; }

    public string? Id { get; }

    public string? Rel { get; }

    public string? Role { get; }

    public string? Style { get; }

    public bool IsHidden { get; }

    public bool IsItem { get; }

    public string? ItemProperty { get; }

    public string? ItemType { get; }

    public string? Property { get; }

    public string? TypeOf { get; }

    public static Marks Of(IElement element) =>
        element.Attributes is { Length: > 0 } attributes ? new(attributes) : default;
}
