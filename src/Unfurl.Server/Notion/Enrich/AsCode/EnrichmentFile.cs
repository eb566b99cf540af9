using Unfurl.Notion.Databases;
using Unfurl.Recipes.Reading;
using YamlDotNet.RepresentationModel;

namespace Unfurl.Server.Notion.Enrich.AsCode;

/// <summary>Reads a file of enrichments and reports everything that is wrong with it.</summary>
internal static class EnrichmentFile
{
    private const string Example = "enrichments: { pull-requests: { connection: acme, … } }";

    private static readonly string[] Modes = ["always", "empty", "forward"];

    private static readonly string[] Types =
    [
        "rich_text",
        "select",
        "multi_select",
        "status",
        "number",
        "checkbox",
        "date",
        "url",
        "people",
        "files",
    ];

    /// <param name="file">The file's name, for its problems.</param>
    /// <returns>What stands in it; nothing if there is a problem.</returns>
    public static (IReadOnlyList<WrittenEnrichment> Enrichments, IReadOnlyList<RecipeProblem> Problems) Read(
        string file,
        string text
    )
    {
        var problems = new RecipeProblems(file);
        if (YamlFile.Read(text, problems, "A file of enrichments", Example) is not { } root)
            return ([], problems.All);
        var section = new Section(root, "a file of enrichments", problems);
        List<WrittenEnrichment> enrichments = [];
        if (section.Required("enrichments", "{ pull-requests: { connection: acme, … } }") is { } all)
        {
            foreach (var (name, key, node) in new Section(all, "enrichments by their names", problems).Entries)
            {
                if (name.Length > WrittenEnrichment.MaxName)
                    problems.Add(key, $"The name of an enrichment has {WrittenEnrichment.MaxName} characters at most.");
                enrichments.Add(ReadOne(name, node, problems));
            }
        }
        section.End();
        return problems.Count == 0 ? (enrichments, []) : ([], problems.All);
    }

    private static WrittenEnrichment ReadOne(string name, YamlNode node, RecipeProblems problems)
    {
        var section = new Section(node, "an enrichment", problems);
        var enrichment = new WrittenEnrichment
        {
            Name = name,
            Connection = section.RequiredText("connection", "acme") ?? "",
            Database =
                section.RequiredText("database", "https://app.notion.com/p/0123456789abcdef0123456789abcdef") ?? "",
            As = section.Text("as"),
            Places = [.. section.List("places").Select(place => section.TextOf(place, "places")).OfType<string>()],
            Links = section.Text("links"),
            IsGitHubSync = section.Word("preset", Preset.GitHubSync.Name) is not null,
            KeepsWhenRefused = section.Word("when-refused", "clear", "keep") == "keep",
            SetsIcon = section.Flag("icon"),
            Columns = section.Part("columns", "columns and what is written there") is { } columns
                ? [.. columns.Entries.Select(entry => ReadColumn(entry.Name, entry.Value, problems))]
                : [],
        };
        if (enrichment is { IsGitHubSync: true, Columns.Count: > 0 })
            problems.Add(
                section.Find("columns")!,
                "A preset has its own columns: write one of 'preset' and 'columns'."
            );
        section.End();
        return enrichment;
    }

    private static WrittenColumn ReadColumn(string name, YamlNode node, RecipeProblems problems)
    {
        var none = new Dictionary<string, string>();
        if (node is YamlScalarNode { Value: { Length: > 0 } field })
            return new(name, field, WriteMode.Always, none, null);
        var section = new Section(node, "a column", problems);
        var values = section.Part("values", "the card's words and what is written for them");
        var column = new WrittenColumn(
            name,
            section.RequiredText("field", "status") ?? "",
            section.Word("when", Modes) switch
            {
                "empty" => WriteMode.IfEmpty,
                "forward" => WriteMode.OnlyForward,
                _ => WriteMode.Always,
            },
            values?.Entries.ToDictionary(
                entry => entry.Name,
                entry => values.TextOf(entry.Value, "values") ?? "",
                StringComparer.OrdinalIgnoreCase
            )
                ?? none,
            section.Word("type", Types)
        );
        section.End();
        return column;
    }
}
