using Unfurl.Notion.Databases;
using Unfurl.Simulator;
using Unfurl.Simulator.Databases;

namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>People who edit a row while it is written.</summary>
public sealed class EnrichRaceTests : HostedEnrichTests
{
    private const string Issue = $"https://github.com/{GitHubThings.PublicRepository}/issues/1";

    [Fact]
    public async Task A_link_that_is_changed_between_read_and_write_gets_its_own_facts()
    {
        var row = await AddFilledRowAsync();
        Wire.Meet(request => request.IsWrite, () => row.Edit(Driver.Ada, "Link", Issue));

        await Driver.ChangeAsync("After");
        await Driver.UntilAsync(() => row.Text("Link") == Issue, "the link is another one");

        await Driver.UntilAsync(() => row.Text("Title") is not ("After" or EnrichDriver.Title), "the row is right");
    }

    [Fact]
    public async Task What_is_edited_between_read_and_write_is_corrected_where_the_mapping_says_so()
    {
        var row = await AddFilledRowAsync();
        Wire.Meet(request => request.IsWrite, () => row.Edit(Driver.Ada, "State", "Mine"));

        await Driver.ChangeAsync("After");

        await Driver.UntilAsync(() => row.Text("Title") == "After", "the change is written");
        await Driver.UntilAsync(() => row.Text("State") == "Open", "the state is back");
    }

    [Fact]
    public async Task Rows_that_were_read_a_while_ago_are_read_again()
    {
        var rows = AddRows(20);
        var edited = 0;
        // The first eight are written at a time; the others wait for them.
        Driver.IsCalling = () => Task.FromResult(false);
        Wire.Before = async (request, cancellationToken) =>
        {
            if (request.IsWrite && Interlocked.Increment(ref edited) == 8)
            {
                foreach (var row in rows.Where(row => row.Text("Title") is not { Length: > 0 }))
                    row.Edit(Driver.Ada, "Title", "My own");
                Driver.Host.Clock.Advance(TimeSpan.FromSeconds(11));
            }
            else if (request.IsWrite && Volatile.Read(ref edited) < 8)
                await Task.Delay(Timeout.Infinite, cancellationToken);
            return null;
        };

        await EnrichAsync(WriteMode.IfEmpty);
        await Driver.UntilAsync(() => rows.TrueForAll(row => row.Text("Title") is { Length: > 0 }), "all are filled");

        rows.Count(row => row.Text("Title") == "My own").ShouldBeGreaterThanOrEqualTo(12);
    }

    [Fact]
    public async Task Rows_of_a_slow_query_are_read_again()
    {
        var rows = AddRows(350);
        await EnrichAsync(WriteMode.IfEmpty);
        await Driver.UntilAsync(() => rows.TrueForAll(row => row.Text("Title") is { Length: > 0 }), "all are filled");
        await Driver.UntilAsync(Driver.Host.Database.HasNoJobsAsync, "nothing is left to do");
        var pages = 0;
        Wire.Before = (request, _) =>
        {
            if (request.IsQuery && !request.IsScan && request.Body.Contains("start_cursor", StringComparison.Ordinal))
            {
                if (Interlocked.Increment(ref pages) == 2)
                {
                    foreach (var row in rows)
                        row.Edit(Driver.Ada, "Title", "My own");
                }
                if (pages <= 2)
                    Driver.Host.Clock.Advance(TimeSpan.FromSeconds(6));
            }
            return Task.FromResult<HttpResponseMessage?>(null);
        };

        await Driver.ChangeAsync("After");
        await Driver.UntilAsync(() => pages > 2, "rows are read");
        await Driver.LetPassAsync(TimeSpan.FromMinutes(5));

        // Of eight that may be under way.
        rows.Count(row => row.Text("Title") != "My own").ShouldBeLessThanOrEqualTo(8);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://example.com/")]
    public async Task Facts_whose_write_was_lost_are_cleared_with_their_link(string? link)
    {
        await Driver.EnrichAsync(Source);
        await Driver.LetPassAsync(TimeSpan.FromMinutes(3));
        Driver.Bot.FailWrites(new NotionFault(503) { AfterCommit = true });
        var row = Source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest));
        Wire.After = (request, answer) =>
        {
            if (request.IsWrite && row.Text("Link") == EnrichDriver.PullRequest)
                row.Edit(Driver.Ada, "Link", link);
            return answer;
        };
        await Driver.UntilAsync(() => row.Text("Link") == link, "the link is another one");

        await Driver.UntilAsync(() => row.Text("Title") is not { Length: > 0 }, "the facts are gone");
    }

    [Fact]
    public async Task Facts_of_one_link_do_not_stay_beside_another_that_is_refused()
    {
        var row = Source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest));
        await Driver.EnrichAsync(
            Source,
            ["github.com"],
            EnrichDriver.Fields,
            mapping => mapping with { ClearsWhenRefused = false }
        );
        await Driver.UntilAsync(() => row.Text("Title") == EnrichDriver.Title, "the row is filled");

        row.Edit(Driver.Ada, "Link", $"https://github.com/{GitHubThings.PrivateRepository}/pull/999");

        await Driver.UntilAsync(() => row.Text("Why") is { Length: > 0 }, "the row says why");
        row.Text("Title").ShouldBeNullOrEmpty();
    }

    [Fact]
    public async Task Nothing_is_written_for_places_that_end_while_rows_are_written()
    {
        var rows = AddRows(60);
        var edited = 0;
        var ended = int.MaxValue;
        Wire.Before = async (request, _) =>
        {
            if (request.IsWrite && Interlocked.Increment(ref edited) == 20)
            {
                await Driver.EnrichAsync(Source, "github.com/octo-org");
                Volatile.Write(ref ended, Driver.Writes.Count);
            }
            return null;
        };

        await Driver.EnrichAsync(Source, "github.com/Codertocat");
        await Driver.UntilAsync(
            () => rows.TrueForAll(row => row.Text("Why") is { Length: > 0 }),
            "all rows are not covered"
        );

        // Of eight that are under way at a time.
        Driver
            .Writes.Skip(ended)
            .Count(write => write.Cells.Any(cell => cell.Json.Contains(EnrichDriver.Title, StringComparison.Ordinal)))
            .ShouldBeLessThanOrEqualTo(8);
    }

    private List<SimulatedRow> AddRows(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest)))];

    private Task EnrichAsync(WriteMode mode) =>
        Driver.EnrichAsync(
            Source,
            [],
            [("Title", "title")],
            mapping => mapping with { Fields = [.. mapping.Fields.Select(field => field with { Mode = mode })] }
        );
}
