namespace Unfurl.Adapters;

/// <summary>A named value on a card.</summary>
/// <param name="Id">A stable id, unique within the preview, e.g. <c>updated_at</c>.</param>
/// <param name="Name">The label for readers, e.g. <c>Updated</c>.</param>
/// <param name="Value">The value.</param>
/// <param name="Line">The line of the card that shows the field.</param>
public sealed record Field(string Id, string Name, FieldValue Value, FieldLine Line = FieldLine.Secondary);

/// <summary>The lines of a card that show fields.</summary>
public enum FieldLine
{
    /// <summary>The first line below the title. Only here does a <see cref="FieldValue.OneOf"/> keep its colour.</summary>
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

    /// <summary>One option out of a set.</summary>
    /// <param name="Value">The option and its colour.</param>
    public sealed record OneOf(Choice Value) : FieldValue;

    /// <summary>A calendar day.</summary>
    /// <param name="Value">The day.</param>
    public sealed record Day(DateOnly Value) : FieldValue;

    /// <summary>A point in time.</summary>
    /// <param name="Value">The time with its offset from UTC.</param>
    public sealed record Moment(DateTimeOffset Value) : FieldValue;
}
