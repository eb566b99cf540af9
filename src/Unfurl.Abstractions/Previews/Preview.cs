namespace Unfurl.Adapters;

/// <summary>
/// What a card shows, in no product's words: an adapter fills in what it knows, Unfurl renders it. Texts are plain
/// text (no HTML, no Markdown) of any length; what a card cannot hold is cut when it is rendered.
/// </summary>
public sealed record Preview
{
    /// <summary>The main heading: the thing's own title, as the provider has it.</summary>
    public required string Title { get; init; }

    /// <summary>What people call the thing, e.g. <c>acme/app#12</c>.</summary>
    public string? Identifier { get; init; }

    /// <summary>A picture beside the identifier, e.g. a project's logo.</summary>
    public PreviewImage? IdentifierImage { get; init; }

    /// <summary>A small picture that says what kind of thing it is, or in which state.</summary>
    public PreviewImage? Icon { get; init; }

    /// <summary>A colour in place of <see cref="Icon"/>; shown when there is no icon.</summary>
    public Color? IconColor { get; init; }

    /// <summary>Who made it.</summary>
    public Person? Author { get; init; }

    /// <summary>The state the thing is in, e.g. <c>Merged</c> in purple.</summary>
    public Choice? Status { get; init; }

    /// <summary>The thing's text.</summary>
    public string? Body { get; init; }

    /// <summary>Background of the whole card.</summary>
    public Color? Background { get; init; }

    /// <summary>A picture, film, sound, page or PDF for the card's large space.</summary>
    public Media? Media { get; init; }

    /// <summary>Further facts, in order.</summary>
    public IReadOnlyList<Field> Fields { get; init; } = [];
}

/// <summary>A person as a card shows them.</summary>
/// <param name="Name">Login or name.</param>
/// <param name="Avatar">Their picture, where it can be fetched without a session; else null.</param>
public sealed record Person(string Name, PreviewImage? Avatar = null);

/// <summary>A picture: at an address, or one that the adapter brings along.</summary>
public abstract record PreviewImage
{
    private PreviewImage() { }

    /// <summary>A picture on the web that anyone can fetch without a session.</summary>
    /// <param name="Url">Absolute http(s) URL.</param>
    public sealed record At(Uri Url) : PreviewImage;

    /// <summary>One of the adapter's own, see <see cref="IProviderAdapter.Icons"/>.</summary>
    /// <param name="Name">Its name there.</param>
    public sealed record Own(string Name) : PreviewImage;
}

/// <summary>One word out of a set, with a colour that helps to tell the words apart.</summary>
/// <param name="Word">The word.</param>
/// <param name="Color">Its colour; null for none.</param>
public sealed record Choice(string Word, Color? Color = null);

/// <summary>A colour of the sRGB space.</summary>
/// <param name="R">Red, 0 to 255.</param>
/// <param name="G">Green, 0 to 255.</param>
/// <param name="B">Blue, 0 to 255.</param>
public readonly record struct Color(byte R, byte G, byte B)
{
    /// <summary>Reads <c>rrggbb</c> or <c>rgb</c> in hexadecimal, with or without <c>#</c>.</summary>
    /// <param name="text">The text, or null.</param>
    /// <returns>The colour; null when the text is not one.</returns>
    public static Color? Parse(string? text)
    {
        var hex = (text ?? "").Trim();
        if (hex.StartsWith('#'))
            hex = hex[1..];
        if (hex.Length == 3)
            hex = $"{hex[0]}{hex[0]}{hex[1]}{hex[1]}{hex[2]}{hex[2]}";
        if (hex.Length != 6 || !hex.All(char.IsAsciiHexDigit))
            return null;

        var rgb = int.Parse(hex, System.Globalization.NumberStyles.AllowHexSpecifier);
        return new Color((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
    }
}

/// <summary>Something for the card's large space.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Url">Absolute https URL, fetched without a session.</param>
public sealed record Media(MediaKind Kind, Uri Url);

/// <summary>The kinds of <see cref="Media"/>.</summary>
public enum MediaKind
{
    /// <summary>A picture.</summary>
    Image,

    /// <summary>A film.</summary>
    Video,

    /// <summary>A sound.</summary>
    Audio,

    /// <summary>A page, shown in a frame.</summary>
    Html,

    /// <summary>A PDF.</summary>
    Pdf,
}

/// <summary>A further fact.</summary>
/// <param name="Id">Names the fact for good, unique within the preview, e.g. <c>updated_at</c>.</param>
/// <param name="Name">What a reader calls it, e.g. <c>Updated</c>.</param>
/// <param name="Value">The fact.</param>
/// <param name="Line">Where it shows.</param>
public sealed record Field(string Id, string Name, FieldValue Value, FieldLine Line = FieldLine.Secondary);

/// <summary>Where a <see cref="Field"/> shows.</summary>
public enum FieldLine
{
    /// <summary>The first line below the title; the only one where a <see cref="FieldValue.OneOf"/> keeps its colour.</summary>
    Primary,

    /// <summary>The second line below the title.</summary>
    Secondary,
}

/// <summary>The value of a <see cref="Field"/>: a closed set.</summary>
public abstract record FieldValue
{
    private FieldValue() { }

    /// <summary>Plain text.</summary>
    /// <param name="Value">The text.</param>
    public sealed record Text(string Value) : FieldValue;

    /// <summary>One word out of a set.</summary>
    /// <param name="Value">The word and its colour.</param>
    public sealed record OneOf(Choice Value) : FieldValue;

    /// <summary>A day.</summary>
    /// <param name="Value">The day.</param>
    public sealed record Day(DateOnly Value) : FieldValue;

    /// <summary>A moment.</summary>
    /// <param name="Value">The moment.</param>
    public sealed record Moment(DateTimeOffset Value) : FieldValue;
}
