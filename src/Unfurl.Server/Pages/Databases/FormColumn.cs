using Unfurl.Notion.Databases;

namespace Unfurl.Server.Pages.Databases;

/// <summary>A column in the form of an enrichment.</summary>
/// <param name="Field">What is written there; empty for nothing.</param>
/// <param name="Values">The card's words and what is written for them, a line each.</param>
internal sealed record FormColumn(string Id, string Name, string Type, string Field, WriteMode Mode, string Values)
{
    private const char Separator = '=';

    // Fields of adapters that the form offers by name; others are typed in.
    private static readonly IReadOnlyList<CardField> Offered =
    [
        .. CardFields.All,
        CardFields.Named("review"),
        CardFields.Named("checks"),
    ];

    /// <summary>Whether anything can be written there.</summary>
    public static bool CanBeWritten(Column column) =>
        ColumnTypes.Writable.Contains(column.Type) && Offered.Any(field => field.FitsInto(column.Type));

    public static FormColumn Empty(Column column) => new(column.Id, column.Name, column.Type, "", WriteMode.Always, "");

    /// <summary>What the form offers for it.</summary>
    public IReadOnlyList<CardField> Fields => [.. Offered.Where(one => one.FitsInto(Type))];

    /// <summary>A field of an adapter that the form does not offer by name.</summary>
    public string OwnField => Field.Length > 0 && Fields.All(one => one.Name != Field) ? Field : "";

    public bool IsWritten => Field.Length > 0;

    public FormColumn With(FieldMapping mapping) =>
        this with
        {
            Field = mapping.Field,
            Mode = mapping.Mode,
            Values = TextOf(mapping.Values),
        };

    public static string TextOf(IReadOnlyDictionary<string, string> values) =>
        string.Join('\n', values.Select(value => $"{value.Key} {Separator} {value.Value}".TrimEnd()));

    /// <summary>Reads the lines.</summary>
    /// <param name="problems">Gets what is wrong with them.</param>
    public IReadOnlyDictionary<string, string> ReadValues(List<string> problems)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (Values.Length > EnrichmentForm.MaxText)
        {
            problems.Add($"The column \"{Name}\" has too many values: more than {EnrichmentForm.MaxText} characters.");
            return values;
        }
        foreach (var line in FormText.LinesOf(Values))
        {
            if (line.Split(Separator, 2) is not [var word, var value])
                problems.Add($"\"{line}\" is no value of the column \"{Name}\": write lines such as Merged = Done.");
            else if (!values.TryAdd(word.Trim(), value.Trim()))
                problems.Add($"The column \"{Name}\" has two values for \"{word.Trim()}\". Keep one of the lines.");
        }
        return values;
    }
}
