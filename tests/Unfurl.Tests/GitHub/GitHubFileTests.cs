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

    [Fact]
    public async Task The_text_of_a_pointer_is_no_picture() =>
        (
            await PreviewOfAsync(
                "logo.png",
                "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
            )
        ).Media.ShouldBeNull();

    [Theory]
    [InlineData("one\ntwo\n\fthree\nfour", "#L3", "\fthree")]
    [InlineData("one = 'a\u2028b'\ntwo", "#L2", "two")]
    [InlineData("one\r\ntwo\r\nthree", "#L2-L3", "two\nthree")]
    [InlineData("one\u0085\rtwo\nthree", "#L2", "three")]
    public async Task Lines_are_counted_as_GitHub_counts_them(string text, string fragment, string shown) =>
        (await PreviewOfAsync("a.txt", text, fragment)).Body.ShouldBe(shown);

    [Theory]
    [InlineData("blob/HEAD/a.txt")]
    [InlineData("blob/main/a.txt")]
    [InlineData("raw/refs/heads/main/a.txt")]
    [InlineData("tree/main/a.txt")]
    [InlineData("tree/refs/heads/main/a.txt")]
    public async Task A_file_is_shown_and_refreshed_whatever_spelling_the_link_has(string path)
    {
        var answer = await AnswerAsync(Blob("Hello"));

        var found = await FoundAsync($"https://github.com/octocat/Hello-World/{path}", answer);

        found.Preview.Title.ShouldBe("a.txt");
        found.Preview.Identifier.ShouldBe("octocat/Hello-World@main");
        found.Resources[0].Name.ShouldEndWith("/ref:main");
    }

    [Theory]
    [InlineData("blob/main/docs")]
    [InlineData("tree/main/docs")]
    [InlineData("tree/HEAD/docs")]
    public async Task A_folder_is_shown_whatever_spelling_the_link_has(string path)
    {
        object[] entries =
        [
            new { name = "vendor", type = "commit" },
            new { name = "a.md", type = "blob" },
            new { name = "api", type = "tree" },
        ];
        var answer = await AnswerAsync(new { __typename = "Tree", entries });

        var found = await FoundAsync($"https://github.com/octocat/Hello-World/{path}", answer);

        found.Preview.Title.ShouldBe("docs");
        found.Preview.Body.ShouldBe("api/\nvendor\na.md");
        found
            .Preview.Fields.Single(field => field.Id == "entries")
            .Value.ShouldBe(new FieldValue.Text("1 folder, 1 file, 1 submodule"));
        found.Resources[0].Name.ShouldEndWith("/ref:main");
    }

    private static async Task<Preview> PreviewOfAsync(
        string path,
        string? text,
        string fragment = "",
        string host = "github.com",
        string visibility = "PUBLIC"
    ) =>
        (
            await FoundAsync(
                $"https://{host}/octocat/Hello-World/blob/main/{Escaped(path)}{fragment}",
                await AnswerAsync(Blob(text), visibility),
                host
            )
        ).Preview;

    private static object Blob(string? text) =>
        new
        {
            __typename = "Blob",
            byteSize = 1000,
            isBinary = text is null,
            isTruncated = false,
            text,
        };

    // In which the shortest name of a branch is right.
    private static async Task<JsonNode> AnswerAsync(object found, string visibility = "PUBLIC")
    {
        var answer = JsonNode.Parse(await CaseTests.ReadGraphQLAsync(Case))!;
        var repository = answer["data"]!["repository"]!.AsObject();
        repository["visibility"] = visibility;
        foreach (var reading in repository.Select(part => part.Key).Where(IsObject).ToList())
            repository[reading] = null;
        repository["object1"] = JsonSerializer.SerializeToNode(found);
        return answer;
    }

    private static async Task<Resolution.Found> FoundAsync(string link, JsonNode answer, string host = "github.com") =>
        (
            await Some.GitHub(host).ResolveAsync(link, StubHttpHandler.Json(answer.ToJsonString()))
        ).ShouldBeOfType<Resolution.Found>(link);

    private static bool IsObject(string name) => name.StartsWith("object", StringComparison.Ordinal);

    private static string Escaped(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static string Notebook(params object[] cells) => JsonSerializer.Serialize(new { nbformat = 4, cells });
}
