using Unfurl.Adapters.Testing;
using Unfurl.Recipes;

namespace Unfurl.Tests.Recipes;

public sealed class RecipeLanguageTests : IDisposable
{
    private const string Host = "desk.acme.example";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Several_templates_of_a_kind_lead_to_one_thing()
    {
        var desk = Adapter(Kind("['/issues/{id:int}', '/show?id={id:int}']", "[/issues/1, /show?id=1]", "/{{ id }}"));

        desk.CheckPatterns();
        desk.Adapter.Kinds.Select(kind => kind.Pattern.Name).ShouldBe(["Issue", "Issue 2"]);
        KeyOf(desk, "/issues/12").ShouldBe(KeyOf(desk, "/show?id=12"));
        KeyOf(desk, "/issues/12").ShouldNotBe(KeyOf(desk, "/issues/13"));
    }

    [Fact]
    public async Task What_a_link_does_not_have_is_empty_in_an_address()
    {
        const string get = "/api/{% if id %}{{ id }}{% else %}by-name/{{ name }}{% endif %}";
        var desk = Adapter(
            Kind("['/issues/{id:int}', '/named/{name}']", "[/issues/1, /named/a]", get, "{{ id }}{{ name }}")
        );

        (await TitleOf(desk, "/issues/12", "/api/12")).ShouldBe("A title");
        (await TitleOf(desk, "/named/twelve", "/api/by-name/twelve")).ShouldBe("A title");
    }

    [Fact]
    public void The_tools_own_pages_are_of_no_kind()
    {
        var desk = Adapter(
            Kind("/{*project}/issues/{id:int}", "/a/issues/1", "/{{ id }}", reserved: "[explore, admin]")
        );

        IsMatch(desk, "/acme/explore/issues/1").ShouldBeTrue();
        IsMatch(desk, "/explore/acme/issues/1").ShouldBeFalse();
        IsMatch(desk, "/Admin/issues/1").ShouldBeFalse();
    }

    [Fact]
    public void The_tools_own_pages_are_of_no_kind_below_a_path_too()
    {
        var desk = Adapter(
            Kind("/{*project}/issues/{id:int}", "/a/issues/1", "/{{ id }}", reserved: "[explore, 'my/pages']"),
            "https://desk.acme.example/git"
        );

        IsMatch(desk, "/git/acme/issues/1").ShouldBeTrue();
        IsMatch(desk, "/git/explore/issues/1").ShouldBeFalse();
        IsMatch(desk, "/git/my/pages/issues/1").ShouldBeFalse();
        IsMatch(desk, "/git/my/other/issues/1").ShouldBeTrue();
    }

    [Theory]
    [InlineData("/?p={id:int}", "/?p=1", "/git?p=12")]
    [InlineData("/#/issues/{id:int}", "/#/issues/1", "/git#/issues/12")]
    [InlineData("/issues/{id:int}", "/issues/1", "/git/issues/12")]
    public async Task A_tool_may_lie_below_a_path(string template, string sample, string link)
    {
        var desk = Adapter(Kind(template, sample, "/?id={{ id }}"), $"https://{Host}/git");

        desk.CheckPatterns();
        IsMatch(desk, sample.Replace('1', '2')).ShouldBeFalse();
        (await TitleOf(desk, link, "/git/?id=12")).ShouldBe("A title");
    }

    [Fact]
    public async Task The_kind_of_a_text_may_be_picked()
    {
        const string body = "body: { json: text, kind: { json: type } }";
        var desk = Adapter(Kind("/issues/{id:int}", "/issues/1", "/{{ id }}", card: body));

        (await BodyOf(desk, """{ "title": "A", "type": "text/html", "text": "<p>a &amp; b</p>" }""")).ShouldBe("a & b");
        (await BodyOf(desk, """{ "title": "A", "type": "text/html", "text": "a&nbsp;&nbsp;b" }""")).ShouldBe("a  b");
        (await BodyOf(desk, """{ "title": "A", "type": "text/plain", "text": "<p>" }""")).ShouldBe("<p>");
        (await BodyOf(desk, """{ "title": "A", "type": "text/x-org", "text": "* a\n* b" }""")).ShouldBe("* a");
    }

    [Theory]
    [InlineData("title", "12", false)]
    [InlineData("title", "\"12\"", true)]
    [InlineData("[missing, title]", "12", false)]
    [InlineData("{ json: title, find: '1.' }", "12", false)]
    [InlineData("{ json: title, find: '1.' }", "\"12\"", true)]
    public async Task A_number_is_no_title(string pick, string value, bool isFound)
    {
        var desk = Adapter(Kind("/issues/{id:int}", "/issues/1", "/{{ id }}", title: pick));

        var resolution = await desk.ResolveAsync("/issues/12", Json("/12", $$"""{ "title": {{value}} }"""));

        (resolution is Resolution.Found).ShouldBe(isFound);
    }

    [Fact]
    public async Task An_empty_list_may_be_an_outcome()
    {
        const string outcomes = "outcomes: [{ when: { status: 2xx, json: 'length(items) == `0`' }, is: missing }]";
        var desk = Adapter(
            Kind("/issues/{id:int}", "/issues/1", "/{{ id }}", title: "items[0].title", request: outcomes)
        );

        (
            await desk.ResolveAsync("/issues/12", Json("/12", """{ "items": [] }"""))
        ).ShouldBeOfType<Resolution.NotFound>();
        (
            await desk.ResolveAsync("/issues/12", Json("/12", """{ "items": [{ "title": "A" }] }"""))
        ).ShouldBeOfType<Resolution.Found>();
    }

    private static string Kind(
        string link,
        string sample,
        string get,
        string? key = null,
        string reserved = "[]",
        string title = "title",
        string card = "",
        string request = ""
    ) =>
        $"""
            name: Desk
            public: true
            kinds:
              Issue:
                link: {link}
                sample: {sample}
                reserved: {reserved}
                {(key is null ? "" : $"key: '{key}'")}
                requests:
                  issue:
                    get: '{get}'
                    {request}
                card:
                  title: {title}
                  {card}
            """;

    private TestedAdapter Adapter(string recipe, string? address = null)
    {
        var file = Path.Combine(_folder.FullName, "desk.yaml");
        File.WriteAllText(file, recipe);
        var settings = new Dictionary<string, string?> { ["Recipe"] = file, ["Base"] = address };
        return new TestedAdapter(new RecipeProviderType(), Host, settings);
    }

    private static RecordedHttp Json(string path, string body) =>
        RecordedHttp.Parse($"GET {path}\n\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{body}");

    private static async Task<string?> TitleOf(TestedAdapter desk, string link, string path) =>
        (await desk.ResolveAsync(link, Json(path, """{ "title": "A title" }""")) as Resolution.Found)?.Preview.Title;

    private static async Task<string?> BodyOf(TestedAdapter desk, string body) =>
        (await desk.ResolveAsync("/issues/12", Json("/12", body)) as Resolution.Found)?.Preview.Body;

    private static bool IsMatch(TestedAdapter desk, string path) => Match(desk, path) is not null;

    private static string? KeyOf(TestedAdapter desk, string path) =>
        Match(desk, path) is var (kind, match) ? kind.Key(match) : null;

    private static (LinkKind Kind, LinkMatch Match)? Match(TestedAdapter desk, string path)
    {
        Link.TryParse($"https://{Host}{path}", out var link).ShouldBeTrue(path);
        return new LinkKinds(desk.Adapter.Kinds).Match(link, out var kind) is { } match ? (kind!, match) : null;
    }
}
