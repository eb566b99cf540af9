using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Unfurl.GitHub;
using Unfurl.GitHub.Webhooks;
using Unfurl.Testing;
using Unfurl.Tests.GitHub.Webhooks;

namespace Unfurl.Tests.GitHub;

/// <summary>
/// <c>docs/github-links.md</c> lists the kinds of link with what their cases show, cost and are changed by.
/// <c>UPDATE_DOCS=1 ./test --filter GitHubLinksPageTests</c> rewrites its table.
/// </summary>
public sealed partial class GitHubLinksPageTests
{
    // The table is the end of the page.
    private const string Head =
        "| link | example | fields | events | OAuth scope | App permission | calls | query | answer |";

    private static readonly string Page = RepositoryRoot.File("docs", "github-links.md");

    [Fact]
    public async Task The_table_of_links_is_made_of_their_cases()
    {
        var page = await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken);
        var text = page[..page.IndexOf(Head, StringComparison.Ordinal)];
        var table = await TableAsync();
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            await File.WriteAllTextAsync(Page, text + table, TestContext.Current.CancellationToken);

        (await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken))[text.Length..].ShouldBe(table);
    }

    [Theory]
    [MemberData(nameof(CaseTests.Names), MemberType = typeof(CaseTests))]
    public async Task No_card_takes_more_than_two_calls(string name) =>
        (await MeasureAsync(name)).Calls.ShouldBeInRange(1, 2);

    private static async Task<string> TableAsync()
    {
        var rows = new List<string> { $"{Head}\n|---|---|---|---|---|---|---|---|---|\n" };
        foreach (var kind in GitHubAdapter.LinkKinds)
        foreach (var pattern in kind.Patterns)
        {
            var measured = new List<Measured>();
            foreach (var row in CaseTests.Names.Where(row => row.Data.Split('.')[0] == CaseTests.KindOf(pattern)))
                measured.Add(await MeasureAsync(row.Data));
            string[] cells =
            [
                pattern.Name,
                $"`{pattern.Sample}`",
                string.Join(", ", measured.SelectMany(it => it.Fields).Distinct().Order(StringComparer.Ordinal)),
                string.Join(", ", EventsOf(measured.SelectMany(it => it.Resources)).Select(name => $"`{name}`")),
                kind.Scope is { } scope ? $"`{scope}`" : "–",
                kind.Permission,
                $"{measured.Max(it => it.Calls)}",
                $"{measured.Max(it => it.Sent) / 1024.0:0.0} KB",
                $"{measured.Max(it => it.Received) / 1024.0:0.0} KB",
            ];
            rows.Add($"| {string.Join(" | ", cells.Select(cell => cell.Length == 0 ? "–" : cell))} |\n");
        }
        return string.Concat(rows);
    }

    private static async Task<Measured> MeasureAsync(string name)
    {
        var handler = CaseTests.GitHubOf(name, await CaseTests.ReadGraphQLAsync(name));
        var received = 0;
        var counting = new StubHttpHandler(request =>
        {
            var response = handler.Respond(request);
            var body = response.Content.ReadAsStringAsync().GetAwaiter().GetResult();
            received += JsonNode.Parse(body)!.ToJsonString().Length;
            return response;
        });
        var found = (
            await Some.GitHub().ResolveAsync(CaseTests.LinkOf(name), counting)
        ).ShouldBeOfType<Resolution.Found>();
        return new(
            [.. found.Preview.Fields.Select(field => field.Name), .. FactsOf(found.Preview.Facts)],
            [.. found.Resources.Select(resource => resource.Name)],
            counting.Requests.Count,
            counting.Bodies.Sum(body => body.Length),
            received
        );
    }

    private static IEnumerable<string> FactsOf(Facts facts)
    {
        (string Name, bool IsSet)[] known =
        [
            ("Kind", facts.Kind is not null),
            ("Progress", facts.Progress is not null),
            ("Due", facts.Due is not null),
            ("Assignees", facts.Assignees.Count > 0),
            ("Comments", facts.Comments > 0),
            ("Labels", facts.Labels.Count > 0),
            ("Milestone", facts.Milestone is not null),
            ("Created", facts.Created is not null),
            ("Updated", facts.Updated is not null),
            ("Closed", facts.Closed is not null),
        ];
        return known.Where(fact => fact.IsSet).Select(fact => fact.Name);
    }

    // Events that name what the card shows; those about a whole repository or owner concern every card.
    private static IEnumerable<string> EventsOf(IEnumerable<string> resources)
    {
        var names = resources.ToHashSet();
        return WebhookRules
            .Groups.SelectMany(group => group.Rules)
            .Where(rule => Patterns(rule).Any(pattern => names.Any(name => Regex.IsMatch(name, pattern))))
            .Select(rule => rule.Event)
            .Distinct()
            .Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Patterns(WebhookRule rule)
    {
        var read = rule.Apply("", new WebhookTable.Paths(""));
        return read
            .Refresh.Concat(read.Purge)
            .Select(resource => Uri.UnescapeDataString(resource.Name))
            .Where(name => !name.EndsWith("/*", StringComparison.Ordinal))
            .Where(name => name.Split(':')[0] is not ("name" or "owner"))
            .Select(name => $"^{Place.Replace(Regex.Escape(name).Replace(@"\{", "{"), "[^#@/:]+")}$")
            // Names of branches and tags have slashes.
            .Select(pattern => NamePlace.Replace(pattern, "$1.+"));
    }

    [GeneratedRegex(
        @"(/(?:ref|branch|release|label|environment):)\[\^#@/:\]\+",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex NamePlace { get; }

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place { get; }

    private sealed record Measured(
        IReadOnlyList<string> Fields,
        IReadOnlyList<string> Resources,
        int Calls,
        int Sent,
        int Received
    );
}
