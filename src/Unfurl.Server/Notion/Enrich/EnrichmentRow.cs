using System.Text.Json;

namespace Unfurl.Server.Notion.Enrich;

/// <summary>An enrichment as it is stored.</summary>
internal sealed class EnrichmentRow
{
    public const string Columns = """
        id, name, connection, account_id, definition, version, problem, problem_detail, column_problems, columns_changed_at,
        edited_until, walked_until, walk_at, walk, last_read_at
        """;

    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Connection { get; init; }
    public required string AccountId { get; init; }
    public required string Definition { get; init; }
    public required long Version { get; init; }
    public string? Problem { get; init; }
    public string? ProblemDetail { get; init; }
    public string? ColumnProblems { get; init; }
    public required DateTimeOffset ColumnsChangedAt { get; init; }
    public required DateTimeOffset EditedUntil { get; init; }
    public DateTimeOffset? WalkedUntil { get; init; }
    public required DateTimeOffset WalkAt { get; init; }
    public required long Walk { get; init; }
    public DateTimeOffset? LastReadAt { get; init; }

    /// <summary>Whether it knows the page that was asked for as a row, where one was.</summary>
    public bool IsRow { get; init; }

    public Enrichment ToEnrichment() =>
        new()
        {
            Id = Id,
            Name = Name,
            Connection = Connection,
            AccountId = AccountId,
            Definition = EnrichmentDefinition.Parse(Definition),
            Version = Version,
            State = new()
            {
                Problem = Problem,
                ProblemDetail = ProblemDetail,
                ColumnProblems = ColumnProblems is null
                    ? []
                    : JsonSerializer.Deserialize(ColumnProblems, EnrichmentJson.Default.IReadOnlyListFieldProblem)!,
                ColumnsChangedAt = ColumnsChangedAt,
                EditedUntil = EditedUntil,
                WalkedUntil = WalkedUntil,
                WalkAt = WalkAt,
                Walk = Walk,
                LastReadAt = LastReadAt,
            },
        };
}
