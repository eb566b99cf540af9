using System.Text.Json;
using System.Text.Json.Nodes;
using Unfurl.Tests.Html;

namespace Unfurl.Tests.GitHub;

/// <summary>What a card shows of a file, by what the file is.</summary>
public sealed class GitHubFileTests
{
    private const string Case = "file.code";

    [Theory]
    [MemberData(nameof(BodyTests.Markdown), MemberType = typeof(BodyTests))]
    public async Task A_document_is_read_as_any_body(string body)
    {
        foreach (var name in new[] { "README.md", "docs/Guide.MARKDOWN", "a.mdx" })
            ((await PreviewOfAsync(name, BodyTests.Read(body + ".md"))).Body ?? "").ShouldBe(
                BodyTests.ExpectedOf(body),
                name
            );
    }

    [Fact]
    public async Task Chosen_lines_of_a_document_are_shown_as_they_are_written()
    {
        var preview = await PreviewOfAsync("README.md", "# One\n\n- **two**\n- three\n", "#L3-L4");

        preview.Body.ShouldBe("- **two**\n- three");
        preview.Facts.Kind!.Word.ShouldBe("Lines 3–4");
    }

    [Fact]
    public async Task A_notebook_is_shown_as_its_prose_and_its_code()
    {
        var notebook = Notebook(
            new { cell_type = "markdown", source = new[] { "# Greetings\n", "\n", "Of **2025**." } },
            new { cell_type = "code", source = "if x:\n    print('~~~~')" },
            new { cell_type = "code", source = "~~~~~\n# not a heading" },
            new { cell_type = "raw", source = "\\begin" }
        );

        (await PreviewOfAsync("a/Greet.ipynb", notebook)).Body.ShouldBe(
            "Greetings\nOf 2025.\n\nif x:\n    print('~~~~')\n\n~~~~~\n# not a heading\n\n\\begin"
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{\"cells\":{}}")]
    [InlineData("{\"cells\":[]}")]
    [InlineData("{\"cells\":[7,null,{},{\"source\":7},{\"source\":[7,null]},{\"source\":\"\\ud800\"}]}")]
    public async Task A_broken_notebook_has_no_text(string text) =>
        (await PreviewOfAsync("Greet.ipynb", text)).Body.ShouldBeNull();

    [Theory]
    [InlineData("logo.png")]
    [InlineData("logo.SVG")]
    [InlineData("pictures of us/50%.webp")]
    public async Task A_picture_that_everyone_may_fetch_is_shown(string path)
    {
        var preview = await PreviewOfAsync(path, null);

        preview.Media!.Kind.ShouldBe(MediaKind.Image);
        preview.Media.Url.AbsoluteUri.ShouldBe(
            $"https://raw.githubusercontent.com/octocat/Hello-World/main/{Escaped(path)}"
        );
    }

    [Theory]
    [InlineData("github.com", "PRIVATE")]
    [InlineData("github.com", "INTERNAL")]
    [InlineData("github.acme.example", "PUBLIC")]
    [InlineData("acme.ghe.com", "PUBLIC")]
    public async Task A_picture_that_Notion_may_not_fetch_is_not_shown(string host, string visibility) =>
        (await PreviewOfAsync("logo.png", null, host: host, visibility: visibility)).Media.ShouldBeNull();

    private static async Task<Preview> PreviewOfAsync(
        string path,
        string? text,
        string fragment = "",
        string host = "github.com",
        string visibility = "PUBLIC"
    )
    {
        var answer = JsonNode.Parse(await CaseTests.ReadGraphQLAsync(Case))!;
        var repository = answer["data"]!["repository"]!.AsObject();
        repository["visibility"] = visibility;
        foreach (var reading in repository.Select(part => part.Key).Where(IsObject).ToList())
            repository[reading] = null;
        repository["object1"] = JsonSerializer.SerializeToNode(
            new
            {
                __typename = "Blob",
                byteSize = 1000,
                isBinary = text is null,
                isTruncated = false,
                text,
            }
        );
        var link = $"https://{host}/octocat/Hello-World/blob/main/{Escaped(path)}{fragment}";

        var resolution = await Some.GitHub(host).ResolveAsync(link, StubHttpHandler.Json(answer.ToJsonString()));

        return resolution.ShouldBeOfType<Resolution.Found>(path).Preview;
    }

    private static bool IsObject(string name) => name.StartsWith("object", StringComparison.Ordinal);

    private static string Escaped(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static string Notebook(params object[] cells) => JsonSerializer.Serialize(new { nbformat = 4, cells });
}
