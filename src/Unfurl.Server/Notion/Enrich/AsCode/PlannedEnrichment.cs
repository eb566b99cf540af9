using Unfurl.Notion.Databases;

namespace Unfurl.Server.Notion.Enrich.AsCode;

/// <summary>What becomes of an enrichment of a file.</summary>
internal sealed record PlannedEnrichment
{
    public required WrittenEnrichment Written { get; init; }

    /// <summary>Sentences that say what is wrong, and what to do. With one of them nothing is applied.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Null if there is a problem, or while columns are missing.</summary>
    public EnrichmentDefinition? Definition { get; init; }

    public string? Account { get; init; }

    /// <summary>Null if Notion could not be asked.</summary>
    public DataSource? Schema { get; init; }

    /// <summary>The data sources of the database, if it has several and none of them was named.</summary>
    public IReadOnlyList<(string Id, string Name)> Choice { get; init; } = [];

    /// <summary>The name of the workspace.</summary>
    public string? Workspace { get; init; }

    /// <summary>Columns of the file that there are none of, with their types.</summary>
    public IReadOnlyList<(string Name, string Type, IReadOnlyList<string> Options)> Missing { get; init; } = [];

    /// <summary>The stored one of the name; null for none.</summary>
    public Enrichment? Stored { get; init; }

    /// <summary>Whether it is stored like this already.</summary>
    public bool IsUnchanged =>
        Stored is { } stored
        && Definition is { } definition
        && stored.Definition.ToJson() == definition.ToJson()
        && stored.Connection == Written.Connection
        && stored.AccountId == (Account ?? EnrichmentRepository.Nobody);
}

/// <summary>What would be written into one row.</summary>
/// <param name="Link">As it stands in the row; null for none of a configured provider.</param>
/// <param name="Note">Why there is no card; null if there is one.</param>
internal sealed record RowDifference(
    string? Link,
    string? Note,
    IReadOnlyList<(string Column, string Before, string After)> Cells
);
