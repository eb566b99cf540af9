using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Unfurl.Tests.GitHub;

/// <summary>Dates are what some client wrote into a commit, or an import into an issue. No date costs the card.</summary>
public sealed class GitHubDateTests
{
    private static readonly string[] Impossible =
    [
        "9999-12-31T23:59:59-12:00",
        "0001-01-01T00:00:00+14:00",
        "0000-00-00T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "10000-01-01T00:00:00Z",
        "-0001-11-30T00:00:00Z",
        "2025-02-30T12:00:00Z",
        "2025-02-28T24:00:01Z",
        "2025-02-28T23:59:60Z",
        "2025-02-28T12:00:00+99:99",
        "yesterday",
        "",
        "\u0000",
    ];

    public static TheoryData<string> Names => CaseTests.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_impossible_date_is_left_out_of_any_card(string name)
    {
        JsonNode?[] dates = [Impossible[0], "yesterday", null, new JsonObject()];
        foreach (var date in name == "commit.with-account" ? [.. Impossible, null, 0, true, .. dates] : dates)
        {
            var (response, rest) = await AnswersOfAsync(name, _ => date?.DeepClone());

            var preview = (await ResolveAsync(name, response, rest))
                .ShouldBeOfType<Resolution.Found>($"{date}")
                .Preview;
            preview.Fields.ShouldAllBe(field => !(field.Value is FieldValue.Moment));
            (preview.Facts.Created ?? preview.Facts.Updated ?? preview.Facts.Closed).ShouldBeNull();
            preview.Facts.Due.ShouldBeNull();
        }
    }

    [Fact]
    public async Task Any_text_for_a_date_leaves_a_card()
    {
        foreach (var text in ArbMap.Default.GeneratorFor<NonNull<string>>().Sample(100))
        {
            var (response, rest) = await AnswersOfAsync("commit.with-account", _ => text.Get);

            (await ResolveAsync("commit.with-account", response, rest)).ShouldBeOfType<Resolution.Found>(text.Get);
        }
    }

    [Theory]
    [InlineData("2025-02-14T16:00:49Z", "2025-02-14T16:00:49.0000000+00:00")]
    [InlineData("2025-02-14T16:00:49+14:00", "2025-02-14T02:00:49.0000000+00:00")]
    [InlineData("9999-12-31T23:59:59Z", "9999-12-31T23:59:59.0000000+00:00")]
    [InlineData("1970-01-01T00:00:00Z", "1970-01-01T00:00:00.0000000+00:00")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.0000000+00:00")]
    public async Task A_possible_date_is_shown(string written, string shown)
    {
        var (response, rest) = await AnswersOfAsync("commit.with-account", _ => written);

        var found = (await ResolveAsync("commit.with-account", response, rest)).ShouldBeOfType<Resolution.Found>();

        found
            .Preview.Fields.Select(field => field.Value)
            .OfType<FieldValue.Moment>()
            .Single()
            .Value.ToUniversalTime()
            .ToString("O")
            .ShouldBe(shown);
    }

    private static Task<Resolution> ResolveAsync(string name, string response, string? rest) =>
        Some.GitHub().ResolveAsync(CaseTests.LinkOf(name), StubHttpHandler.Json(response, rest));

    private static async Task<(string Response, string? Comment)> AnswersOfAsync(
        string name,
        Func<string, JsonNode?> date
    )
    {
        var file = Path.Combine(CaseTests.Folder, $"{name}.github.rest.json");
        return (
            Replaced(await CaseTests.ReadGraphQLAsync(name), date),
            File.Exists(file) ? Replaced(await File.ReadAllTextAsync(file), date) : null
        );
    }

    private static string Replaced(string json, Func<string, JsonNode?> date)
    {
        var root = JsonNode.Parse(json)!;
        Replace(root, date);
        return root.ToJsonString();
    }

    private static void Replace(JsonNode? node, Func<string, JsonNode?> date)
    {
        if (node is JsonArray elements)
        {
            foreach (var element in elements)
                Replace(element, date);
        }
        if (node is not JsonObject members)
            return;
        foreach (var (name, value) in members.ToList())
        {
            if (
                name is "date" or "dueOn"
                || name.EndsWith("At", StringComparison.Ordinal)
                || name.EndsWith("_at", StringComparison.Ordinal)
                || name.EndsWith("Date", StringComparison.Ordinal)
            )
                members[name] = date(name);
            else
                Replace(value, date);
        }
    }
}
