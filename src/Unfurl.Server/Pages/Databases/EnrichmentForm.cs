using Unfurl.Notion.Databases;
using Unfurl.Server.Notion.Enrich;
using Unfurl.Server.Notion.Enrich.AsCode;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Pages.Databases;

/// <summary>What somebody writes into the form of an enrichment. It holds whatever was typed, right or wrong.</summary>
internal sealed record EnrichmentForm
{
    // As many columns as Notion allows.
    public const int MaxColumns = 500;

    // Far from what a column of values or a list of places needs.
    public const int MaxText = 10_000;

    public string Name { get; init; } = "";

    /// <summary>As the signed-in account; otherwise as nobody.</summary>
    public bool IsMine { get; init; }

    /// <summary>The id of the column of links.</summary>
    public string Links { get; init; } = "";

    public IReadOnlyList<FormColumn> Columns { get; init; } = [];

    /// <summary>A line each.</summary>
    public string Places { get; init; } = "";

    /// <summary>The places to which somebody said yes.</summary>
    public IReadOnlyCollection<string> Agreed { get; init; } = [];

    public bool KeepsWhenRefused { get; init; }

    public bool SetsIcon { get; init; }

    /// <summary>Whether the columns of Notion's GitHub sync are proposed.</summary>
    public bool IsPreset { get; init; }

    /// <summary>The names of the columns to make.</summary>
    public IReadOnlyCollection<string> Made { get; init; } = [];

    public IReadOnlyList<string> PlaceLines => [.. FormText.LinesOf(Places).Distinct(StringComparer.Ordinal)];

    /// <summary>With what the names and types of the columns suggest.</summary>
    public static EnrichmentForm Suggested(DataSource schema, bool isMine) =>
        new EnrichmentForm { IsMine = isMine }.With(Suggestion.For(schema).Mapping, schema);

    public static EnrichmentForm Of(
        Enrichment enrichment,
        bool isMine,
        DataSource schema,
        ProviderRegistry providers
    ) =>
        new EnrichmentForm
        {
            Name = enrichment.Name,
            IsMine = isMine,
            Places = string.Join(
                '\n',
                enrichment.Definition.Places.Select(place => EnrichmentText.Of(place, providers))
            ),
            KeepsWhenRefused = !enrichment.Mapping.ClearsWhenRefused,
            SetsIcon = enrichment.Mapping.SetsIcon,
        }.With(enrichment.Mapping, schema);

    public static EnrichmentForm Read(IFormCollection form)
    {
        var columns = new List<FormColumn>();
        foreach (var id in form["column"].Take(MaxColumns))
        {
            var at = columns.Count;
            var own = FormText.Of(form, $"own.{at}").Trim();
            columns.Add(
                new(
                    id ?? "",
                    FormText.Of(form, $"column-name.{at}"),
                    FormText.Of(form, $"column-type.{at}"),
                    own.Length > 0 ? own : FormText.Of(form, $"field.{at}"),
                    FormText.Of(form, $"when.{at}") switch
                    {
                        nameof(WriteMode.IfEmpty) => WriteMode.IfEmpty,
                        nameof(WriteMode.OnlyForward) => WriteMode.OnlyForward,
                        _ => WriteMode.Always,
                    },
                    FormText.Of(form, $"values.{at}")
                )
            );
        }
        return new()
        {
            Name = FormText.Of(form, "name").Trim(),
            IsMine = FormText.Of(form, "as") == "me",
            Links = FormText.Of(form, "links"),
            Columns = columns,
            Places = FormText.Of(form, "places"),
            Agreed = [.. form["agreed"].OfType<string>()],
            KeepsWhenRefused = FormText.Of(form, "when-refused") == "keep",
            SetsIcon = FormText.Has(form, "icon"),
            IsPreset = FormText.Has(form, "preset"),
            Made = [.. form["make"].OfType<string>()],
        };
    }

    /// <summary>With the columns that there are, and what was chosen for them.</summary>
    public EnrichmentForm On(DataSource schema) =>
        this with
        {
            Columns =
            [
                .. schema
                    .Columns.Where(FormColumn.CanBeWritten)
                    .Select(column =>
                        Columns.FirstOrDefault(one => one.Id == column.Id) is { } known
                            ? known with
                            {
                                Name = column.Name,
                                Type = column.Type,
                            }
                            : FormColumn.Empty(column)
                    ),
            ],
        };

    /// <summary>With this mapping instead of what was chosen.</summary>
    /// <param name="mapping">Null where no column of links is known: everything stays.</param>
    public EnrichmentForm With(Mapping? mapping, DataSource schema) =>
        mapping is null
            ? On(schema)
            : this with
            {
                Links = mapping.LinkColumnId,
                Columns =
                [
                    .. schema
                        .Columns.Where(FormColumn.CanBeWritten)
                        .Select(column =>
                            mapping.Fields.FirstOrDefault(field => field.ColumnId == column.Id) is { } field
                                ? FormColumn.Empty(column).With(field)
                                : FormColumn.Empty(column)
                        ),
                ],
            };

    /// <summary>With columns that were just made.</summary>
    public EnrichmentForm With(IReadOnlyList<ProposedColumn> made, DataSource schema)
    {
        var all = On(schema);
        return all with
        {
            Made = [],
            Links = made.FirstOrDefault(one => one.Field.Length == 0) is { } link
                ? schema.FindByName(link.Name)?.Id ?? Links
                : Links,
            Columns =
            [
                .. all.Columns.Select(column =>
                    made.FirstOrDefault(one => one.Field.Length > 0 && one.Name == column.Name) is { } proposed
                        ? column with
                        {
                            Field = proposed.Field,
                            Values = FormColumn.TextOf(proposed.Values),
                        }
                        : column
                ),
            ],
        };
    }

    /// <param name="name">As whom; null for nobody.</param>
    /// <param name="problems">Gets what nobody but this form can be wrong about.</param>
    public WrittenEnrichment ToWritten(string connection, string source, string? name, List<string> problems)
    {
        if (Name.Length is 0 or > WrittenEnrichment.MaxName || Name.Any(char.IsControl))
            problems.Add($"Give it a name of {WrittenEnrichment.MaxName} characters at most.");
        if (Places.Length > MaxText)
            problems.Add($"These are too many places: they have more than {MaxText} characters.");
        var links = Columns.FirstOrDefault(column => column.Id == Links);
        if (links is null)
            problems.Add("Choose the column that holds the links.");
        var written = Columns.Where(column => column.IsWritten && column != links).ToList();
        if (written.Count == 0)
            problems.Add("Choose what is written into at least one column.");
        return new()
        {
            Name = Name,
            Connection = connection,
            Database = source,
            As = name,
            Places = PlaceLines,
            Links = links?.Name,
            Columns =
            [
                .. written.Select(column => new WrittenColumn(
                    column.Name,
                    column.Field,
                    column.Mode,
                    column.ReadValues(problems),
                    column.Type
                )),
            ],
            KeepsWhenRefused = KeepsWhenRefused,
            SetsIcon = SetsIcon,
        };
    }
}
