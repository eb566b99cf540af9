using Unfurl.Notion.Databases;

namespace Unfurl.Server.Notion.Enrich.AsCode;

/// <summary>An enrichment as it stands in a file: with names instead of ids.</summary>
internal sealed record WrittenEnrichment
{
    /// <summary>In characters.</summary>
    public const int MaxName = 100;

    /// <summary>What whoever makes an enrichment has to know of each place.</summary>
    public const string PlacesWarning =
        "Everyone who can edit the database can ask for anything in these places, and everyone who can open it reads the answers.";

    public required string Name { get; init; }

    /// <summary>A name in the configuration.</summary>
    public required string Connection { get; init; }

    /// <summary>The id or the address of a database, or the id of a data source.</summary>
    public required string Database { get; init; }

    /// <summary>As <c>&lt;instance&gt;:&lt;id&gt;</c>; null for an account that sees what everybody sees.</summary>
    public string? As { get; init; }

    public IReadOnlyList<string> Places { get; init; } = [];

    /// <summary>The name or id of the column of links; null where it is to be found by its name.</summary>
    public string? Links { get; init; }

    /// <summary>Whether the columns are those of Notion's own GitHub sync.</summary>
    public bool IsGitHubSync { get; init; }

    /// <summary>Empty where they are to be found by their names.</summary>
    public IReadOnlyList<WrittenColumn> Columns { get; init; } = [];

    public bool KeepsWhenRefused { get; init; }

    public bool SetsIcon { get; init; }
}

/// <summary>A column and what is written there.</summary>
/// <param name="Name">The column's name or id.</param>
/// <param name="Type">The type to make it with, if there is none of the name.</param>
internal sealed record WrittenColumn(
    string Name,
    string Field,
    WriteMode Mode,
    IReadOnlyDictionary<string, string> Values,
    string? Type
);
