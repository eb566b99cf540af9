using System.Text.Json.Nodes;
using Unfurl.Notion.Attributes;
using Unfurl.Testing;

namespace Unfurl.Tests.GitHub;

/// <summary>
/// <c>Cases/pull-request.merged.github.json</c> is GitHub's response, <c>pull-request.merged.notion.json</c> the result
/// for Notion; the first word is the kind of link. A new case is two files, and a third for a REST response:
/// <c>comment.on-an-issue.github.rest.json</c>. <c>UPDATE_DOCS=1 ./test --filter CaseTests</c> writes the results.
/// </summary>
public sealed class CaseTests
{
    private const string GraphQLSuffix = ".github.json";
    private const string RestSuffix = ".github.rest.json";

    internal static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "GitHub", "Cases");

    public static TheoryData<string> Names =>
        [
            .. Directory
                .EnumerateFiles(Folder, "*" + GraphQLSuffix)
                .Select(file => Path.GetFileName(file)[..^GraphQLSuffix.Length])
                .Order(),
        ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_answer_of_GitHub_becomes_attributes_of_Notion(string name)
    {
        var response = await ReadGraphQLAsync(name);
        var resolution = await Some.GitHub().ResolveAsync(LinkOf(name), GitHubOf(name, response));

        var preview = resolution.ShouldBeOfType<Resolution.Found>().Preview;
        var attributes = new PreviewAttributes(
            "Unfurl",
            icon => new Uri($"https://unfurl.test/icons/{icon}.png")
        ).Render(preview);
        var actual = JsonNode.Parse(Operations.Set(attributes))!.ToJsonString(Difference.Readable);
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            await File.WriteAllTextAsync(SourceOf(name), actual + "\n");

        Difference.ShouldBeSame(await File.ReadAllTextAsync(SourceOf(name)), actual);
    }

    [Fact]
    public void Every_kind_of_link_has_cases()
    {
        var kinds = Names.Select(row => row.Data.Split('.')[0]).Distinct();

        Some.GitHub().Patterns.Select(KindOf).ShouldBeSubsetOf(kinds);
    }

    private static string SourceOf(string name) =>
        RepositoryRoot.File("tests", "Unfurl.Tests", "GitHub", "Cases", name + ".notion.json");

    internal static Task<string> ReadGraphQLAsync(string name) =>
        File.ReadAllTextAsync(Path.Combine(Folder, name + GraphQLSuffix));

    // "rest" is the REST response of a case without one; null if REST must not be called.
    internal static StubHttpHandler GitHubOf(string name, string response, string? rest = null) =>
        StubHttpHandler.Json(response, ReadRest(name) ?? rest);

    internal static string? ReadRest(string name)
    {
        var file = Path.Combine(Folder, name + RestSuffix);
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }

    // The sample of the kind at the start of the case's name.
    internal static string LinkOf(string name) =>
        $"https://github.com{Some.GitHub().Patterns.First(pattern => KindOf(pattern) == name.Split('.')[0]).Sample}";

    internal static string KindOf(LinkPattern pattern) => pattern.Name.ToLowerInvariant().Replace(' ', '-');
}
