using System.Text.Json;
using System.Text.Json.Serialization;
using Unfurl.Notion.Databases;

namespace Unfurl.Server.Notion.Enrich;

/// <summary>What keeps the rows of one database: which links are shown, as whom, and in which columns.</summary>
internal sealed record Enrichment
{
    public required string Id { get; init; }

    /// <summary>Chosen by who made it.</summary>
    public required string Name { get; init; }

    /// <summary>A name in the configuration.</summary>
    public required string Connection { get; init; }

    /// <summary>As which account links are resolved.</summary>
    public required string AccountId { get; init; }

    public required EnrichmentDefinition Definition { get; init; }

    /// <summary>Counts changes of the definition.</summary>
    public required long Version { get; init; }

    public required EnrichmentState State { get; init; }

    public Mapping Mapping => Definition.Mapping;

    public Enrichment Without(IReadOnlyCollection<string> columns) =>
        this with
        {
            Definition = Definition with
            {
                Mapping = Mapping with
                {
                    Fields = [.. Mapping.Fields.Where(field => !columns.Contains(field.ColumnId))],
                },
            },
        };

    /// <summary>The columns that are read or written.</summary>
    public IReadOnlyCollection<string> Columns =>
        [.. Mapping.Fields.Select(one => one.ColumnId).Append(Mapping.LinkColumnId).Distinct(StringComparer.Ordinal)];

    /// <summary>Those of them that there are: Notion refuses to give others.</summary>
    public IReadOnlyCollection<string> ColumnsIn(DataSource schema) =>
        [.. Columns.Where(column => schema.Find(column) is not null)];
}

/// <param name="Places">Which links are covered; public things only if there are none.</param>
internal sealed record EnrichmentDefinition(Mapping Mapping, IReadOnlyList<Place> Places)
{
    public string ToJson() => JsonSerializer.Serialize(this, EnrichmentJson.Default.EnrichmentDefinition);

    public static EnrichmentDefinition Parse(string json) =>
        JsonSerializer.Deserialize(json, EnrichmentJson.Default.EnrichmentDefinition)!;
}

/// <summary>Where it stands.</summary>
internal sealed record EnrichmentState
{
    /// <summary>Why nothing is read or written, as a code; null while it works.</summary>
    public string? Problem { get; init; }

    /// <summary>The same for people, with what to do.</summary>
    public string? ProblemDetail { get; init; }

    /// <summary>Columns that are not written, and why.</summary>
    public IReadOnlyList<FieldProblem> ColumnProblems { get; init; } = [];

    /// <summary>When Notion told of changed columns: what was read of them before does not count.</summary>
    public DateTimeOffset ColumnsChangedAt { get; init; }

    /// <summary>The last time of an edited row that was read.</summary>
    public DateTimeOffset EditedUntil { get; init; }

    /// <summary>From where the walk over all rows goes on; null between two.</summary>
    public DateTimeOffset? WalkedUntil { get; init; }

    /// <summary>When the next walk begins.</summary>
    public DateTimeOffset WalkAt { get; init; }

    public long Walk { get; init; }

    public DateTimeOffset? LastReadAt { get; init; }

    /// <summary>When it is read next, if sooner than usual; not kept.</summary>
    public DateTimeOffset? ReadAgainAt { get; init; }
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(EnrichmentDefinition))]
[JsonSerializable(typeof(IReadOnlyList<FieldProblem>))]
[JsonSerializable(typeof(Dictionary<string, long>))]
internal sealed partial class EnrichmentJson : JsonSerializerContext;
