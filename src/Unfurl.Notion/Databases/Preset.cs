namespace Unfurl.Notion.Databases;

/// <summary>A set of columns with fixed names, and the fields that are written to them.</summary>
public sealed record Preset(string Name, string LinkColumn, IReadOnlyList<PresetColumn> Columns)
{
    public static Preset GitHubSync { get; } = new("github-sync", "PR Link", []);

    public Suggestion For(DataSource schema) => throw new NotImplementedException();

    public IReadOnlyList<(string Name, string Type, IReadOnlyList<string> Options)> MissingFrom(DataSource schema) =>
        throw new NotImplementedException();
}

/// <summary>A column of a preset.</summary>
public sealed record PresetColumn(string Name, string Type, string Field);
