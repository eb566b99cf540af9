namespace Unfurl.Notion.Databases;

/// <summary>How the links of a data source's rows are found, and where the fields of their cards are written.</summary>
public sealed record Mapping
{
    public required string DataSourceId { get; init; }

    /// <summary>The column that holds the links, by decoded id.</summary>
    public required string LinkColumnId { get; init; }

    /// <summary><c>url</c>, <c>rich_text</c> or <c>title</c>.</summary>
    public required string LinkColumnType { get; init; }

    public IReadOnlyList<FieldMapping> Fields { get; init; } = [];

    /// <summary>Whether what was written is cleared when the provider refuses the thing. Otherwise it stays as it is.</summary>
    public bool ClearsWhenRefused { get; init; } = true;

    /// <summary>Whether rows get one of Notion's own icons by the thing's state.</summary>
    public bool SetsIcon { get; init; }

    /// <summary>What of this mapping cannot work on these columns. None if all of it can.</summary>
    public IReadOnlyList<FieldProblem> Check(DataSource schema) => MappingCheck.Of(this, schema);

    /// <summary>The modes in which a column of this type can be written.</summary>
    public static IEnumerable<WriteMode> ModesOf(string columnType) =>
        Enum.GetValues<WriteMode>().Where(mode => Conversions.IsPossible(mode, columnType));
}

/// <summary>How one field of a card is written to one column.</summary>
/// <param name="Field">A name of <see cref="CardFields"/>.</param>
/// <param name="ColumnId">The decoded id.</param>
/// <param name="ColumnType">The type that the column had when the mapping was made.</param>
/// <param name="Mode">When the card's value wins over what is there.</param>
/// <param name="Values">
/// The card's words, in any case, and what is written for them: <c>*</c> stands for every other word, the empty word for no
/// value, and an empty value writes nothing.
/// </param>
public sealed record FieldMapping(
    string Field,
    string ColumnId,
    string ColumnType,
    WriteMode Mode,
    IReadOnlyDictionary<string, string> Values
);

/// <summary>When a card's value is written over what is there.</summary>
public enum WriteMode
{
    /// <summary>Whenever it differs.</summary>
    Always,

    /// <summary>Only where nothing stands, or what was written last.</summary>
    IfEmpty,

    /// <summary>Only to a later option, date or number than the one that is there.</summary>
    OnlyForward,
}

/// <summary>Why a field is not written, and what to do about it in Notion.</summary>
/// <param name="ColumnId">The column.</param>
/// <param name="Field">The card's field; empty for the column of links.</param>
/// <param name="Code">One of <see cref="FieldProblemCode"/>.</param>
/// <param name="Text">A sentence for people.</param>
public sealed record FieldProblem(string ColumnId, string Field, string Code, string Text);

/// <summary>The codes of <see cref="FieldProblem"/>.</summary>
public static class FieldProblemCode
{
    /// <summary>The column of links is gone or has another type: nothing of the row is written.</summary>
    public const string LinkColumn = "link_column";

    public const string ColumnDeleted = "column_deleted";
    public const string ColumnRetyped = "column_retyped";
    public const string ColumnTaken = "column_taken";
    public const string CannotBeWritten = "cannot_be_written";
    public const string NoConversion = "no_conversion";
    public const string ModeNotPossible = "mode_not_possible";
    public const string UnknownOption = "unknown_option";
    public const string StatusStays = "status_stays";
    public const string PersonNotFound = "person_not_found";
    public const string NotAUrl = "not_a_url";
    public const string TooLarge = "too_large";
    public const string DataSource = "data_source";
}
