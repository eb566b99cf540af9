namespace Unfurl.Notion.Databases;

/// <summary>The value of a card's field, cleaned for people's eyes: a closed set.</summary>
public abstract record CardValue
{
    private CardValue() { }

    /// <summary>One or more lines.</summary>
    public sealed record Text(string Value) : CardValue;

    /// <summary>One option out of a set, e.g. <c>Merged</c>.</summary>
    public sealed record Choice(string Word) : CardValue;

    /// <summary>People or labels, and how many there are beside these.</summary>
    public sealed record Names(IReadOnlyList<CardName> Items, int More = 0) : CardValue;

    /// <summary>A number, and how the tool puts it.</summary>
    public sealed record Number(double Value, string Words) : CardValue;

    public sealed record Day(DateOnly Value) : CardValue;

    public sealed record Moment(DateTimeOffset Value) : CardValue;

    public sealed record Flag(bool Value) : CardValue;

    /// <summary>A file or page on the web.</summary>
    public sealed record File(string Name, Uri Url) : CardValue;
}

/// <summary>A name on a card.</summary>
/// <param name="Name">A person's or a label's.</param>
/// <param name="Email">Of a person, to find the same one in Notion; never written.</param>
public sealed record CardName(string Name, string? Email = null);

/// <summary>A field that cards may have.</summary>
/// <param name="Name">As mappings name it, e.g. <c>due</c>.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Label">The name that a new column for it gets.</param>
/// <param name="ColumnType">The type that a new column for it gets.</param>
public sealed record CardField(string Name, CardFieldKind Kind, string Label, string ColumnType)
{
    private static readonly Dictionary<string, string> AnyWord = new() { ["*"] = "" };

    /// <summary>Whether columns of this type can take it; a checkbox takes words only if the mapping says which.</summary>
    public bool FitsInto(string columnType) =>
        Conversions.IsPossible(new FieldMapping(Name, "", columnType, WriteMode.Always, AnyWord), columnType);
}

/// <summary>What the values of a field are.</summary>
public enum CardFieldKind
{
    Text,
    Choice,
    Person,
    People,
    Labels,
    Number,
    Day,
    Moment,
    Flag,
    File,

    /// <summary>A field of an adapter's own, which may be a text, a choice, a day or a moment.</summary>
    Any,
}
