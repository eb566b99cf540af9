using System.Text.Json.Nodes;
using Unfurl.Notion.Attributes;

namespace Unfurl.Tests.GitHub;

/// <summary>
/// <c>Cases/pull-request.merged.github.json</c> is what GitHub answers, <c>pull-request.merged.notion.json</c> beside it
/// what Notion is told then; the first word is the kind of link. A new case is two files.
/// </summary>
public sealed class CaseTests
{
    private const string Answer = ".github.json";

    internal static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "GitHub", "Cases");

    public static TheoryData<string> Names =>
        [
            .. Directory
                .EnumerateFiles(Folder, "*" + Answer)
                .Select(file => Path.GetFileName(file)[..^Answer.Length])
                .Order(),
        ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_answer_of_GitHub_becomes_attributes_of_Notion(string name)
    {
        var answer = await File.ReadAllTextAsync(Path.Combine(Folder, name + Answer));
        var expected = await File.ReadAllTextAsync(Path.Combine(Folder, name + ".notion.json"));

        var resolution = await Some.GitHub().ResolveAsync(LinkOf(name), Canned.Json(answer));

        var preview = resolution.ShouldBeOfType<Resolution.Found>().Preview;
        var attributes = new PreviewAttributes(
            "Unfurl",
            icon => new Uri($"https://unfurl.test/icons/{icon}.png")
        ).Render(preview);
        Difference.ShouldBeSame(
            expected,
            JsonNode.Parse(Operations.Set(attributes))!.ToJsonString(Difference.Readable)
        );
    }

    [Fact]
    public void Every_kind_of_link_has_cases()
    {
        var kinds = Names.Select(row => row.Data.Split('.')[0]).Distinct();

        Some.GitHub().Patterns.Select(KindOf).ShouldBeSubsetOf(kinds);
    }

    /// <summary>The sample link of the kind that the case's name starts with.</summary>
    private static string LinkOf(string name) =>
        $"https://github.com{Some.GitHub().Patterns.First(pattern => KindOf(pattern) == name.Split('.')[0]).Sample}";

    private static string KindOf(LinkPattern pattern) => pattern.Name.ToLowerInvariant().Replace(' ', '-');
}
