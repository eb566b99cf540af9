using Unfurl.Notion.Databases;
using Unfurl.Simulator;
using Unfurl.Simulator.Databases;
using Unfurl.Testing.Notion;

namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>What is sent to Notion, and what is said of it elsewhere.</summary>
public sealed class EnrichWireTests : HostedEnrichTests
{
    private const string Private = $"https://github.com/{GitHubThings.PrivateRepository}/pull/118";

    // All kinds of values, a value that is read by itself, and more than one page.
    private async Task RunAsync()
    {
        var source = Driver.AddDatabase(
            new("Link", "url"),
            new("Title", "title"),
            new("State", "status", "Open", "Closed"),
            new("Author", "people"),
            new("Labels", "multi_select"),
            new("Comments", "number"),
            new("Created", "date"),
            new("Body", "rich_text"),
            new("Why", "rich_text")
        );
        var rows = Enumerable
            .Range(0, 120)
            .Select(_ => source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest)))
            .Append(source.AddRow(Driver.Ada, ("Link", Private)))
            .ToList();
        rows[0].Edit(Driver.Ada, "Body", EnrichDriver.LongText);
        await Driver.EnrichAsync(
            source,
            ["github.com/Codertocat"],
            [
                ("Title", "title"),
                ("State", "status"),
                ("Author", "author"),
                ("Labels", "labels"),
                ("Comments", "comments"),
                ("Created", "created_at"),
                ("Body", "body"),
                ("Why", CardFields.PreviewStatus),
            ],
            mapping => mapping with { SetsIcon = true }
        );
        await Driver.UntilAsync(() => rows[5].Text("Title") == EnrichDriver.Title, "rows are filled");
        await Driver.LetPassAsync(TimeSpan.FromMinutes(2));
        rows[1].Edit(Driver.Ada, "Link", null);
        await Driver.ChangeAsync("After");
        await Driver.UntilAsync(() => rows[5].Text("Title") == "After", "rows follow");
        await Driver.LetPassAsync(TimeSpan.FromMinutes(2));
    }

    [Fact]
    [NeedsNode]
    public async Task Requests_are_as_Notion_describes_them()
    {
        await RunAsync();

        var verdict = await NotionDescription.CompareAsync(Wire.Calls, TestContext.Current.CancellationToken);

        verdict.Violations.ShouldBeEmpty();
        // Users, a data source, its rows, a row, a value of it, a write.
        verdict.Called.Count.ShouldBe(7, string.Join('\n', verdict.Called));
    }

    [Fact]
    public async Task Neither_tokens_nor_links_nor_facts_are_logged()
    {
        Driver.Bot.FailWrites(
            new NotionFault(400),
            new NotionFault(500),
            new NotionFault(403) { IsHtml = true },
            NotionFault.ConnectionReset
        );
        await RunAsync();
        Driver.Bot.ReplaceToken(new Secret("ntn_another"));
        await Driver.LetPassAsync(TimeSpan.FromMinutes(2), untilIdle: false);

        var logs = Driver.Host.Service.Logs.ToString();
        foreach (
            var secret in (string[])
                [EnrichDriver.Token, EnrichDriver.Title, "After", "/pull/2", "/pull/118", "octo-repo"]
        )
            Lines(logs, secret).ShouldBeEmpty();
    }

    // "After" is also a word.
    private static IEnumerable<string> Lines(string logs, string text) =>
        logs.Split('\n')
            .Where(line =>
                text == "After"
                    ? line.Contains("\"After\"", StringComparison.Ordinal)
                    : line.Contains(text, StringComparison.Ordinal)
            )
            .Take(3);
}
