using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Unfurl.IntegrationTests.Updates;
using Unfurl.Server.Notion.Enrich;
using Unfurl.Simulator.Databases;

namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>Processes that are killed while they fill a database, and whose work others take over.</summary>
[OnPostgres]
public sealed class EnrichKillTests
{
    private const int Count = 100;
    private const int Kills = 3;
    private const string Title = "After";

    // The kill follows so many writes, and so many milliseconds.
    private const int LatestWrite = 30;
    private const int LatestMoment = 20;

    private readonly List<SimulatedRow> _unlinked = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_row_is_right_in_the_end_and_none_was_given_what_it_held()
    {
        await using var host = await new TestHostBuilder()
            .WithGitHub()
            .WithNotion()
            .With(TestSettings.WebhookSecret)
            .With($"Unfurl:Notion:Connections:{EnrichDriver.Connection}:Token", EnrichDriver.Token)
            .With($"Unfurl:Notion:Connections:{EnrichDriver.Connection}:CallsPerMinute", "6000")
            .AsProcess()
            .PrepareAsync();
        var workspace = host.Notion.Databases.AddWorkspace("Acme");
        var bot = workspace.AddConnection("Unfurl", new Secret(EnrichDriver.Token));
        bot.RequestsPerMinute = null;
        var ada = workspace.AddPerson("Ada", "ada@acme.com");
        var database = workspace.AddDatabase("Pull requests", EnrichDriver.Columns);
        database.ShareWith(bot);
        var rows = Enumerable
            .Range(0, Count)
            .Select(_ => database.DataSource.AddRow(ada, ("Link", EnrichDriver.PullRequest)))
            .ToList();
        await EnrichDriver.PrepareAsync(host, database.DataSource);
        var seed = new Seed();
        var writes = seed.Sample(Gen.Choose(1, LatestWrite), Kills);
        var moments = seed.Sample(Gen.Choose(0, LatestMoment), Kills);

        await StartAsync(host, bot);
        for (var kill = 0; kill < Kills; kill++)
        {
            var limit = host.Notion.Databases.Writes.Count + writes[kill];
            await Eventually.TrueAsync(() => host.Notion.Databases.Writes.Count >= limit, "rows are being written");
            if (kill == 1)
                await ChangeAsync(host);
            // Not a wait for a condition: the test is about the random moment.
            await Task.Delay(TimeSpan.FromMilliseconds(moments[kill]), TimeProvider.System);
            await host.Process.DisposeAsync();
            await UnlinkAsync(host, rows, ada);
            // As if the 20 seconds had passed after which others take its rows over.
            await host.Database.ExecuteAsync("UPDATE jobs SET leased_until = 0 WHERE leased_until IS NOT NULL");
            await StartAsync(host, bot);
        }
        await Eventually.TrueAsync(() => rows.TrueForAll(IsRight), "all rows are right");
        await Eventually.TrueAsync(host.Database.HasNoJobsAsync, "nothing is left to do");

        ShouldBeNecessary(host.Notion.Databases.Writes);
        rows.ShouldAllBe(row => IsRight(row));
    }

    private bool IsRight(SimulatedRow row) =>
        _unlinked.Contains(row)
            ? row.Text("Title") is not { Length: > 0 } && row.Text("State") is not { Length: > 0 }
            : row.Text("Title") == Title && row.Text("State") == "Open";

    // As if the minute had passed after which edited rows are looked for.
    private static async Task StartAsync(TestHost host, SimulatedConnection bot)
    {
        var calls = bot.Calls.Count;
        await host.StartServiceAsync();
        await Eventually.TrueAsync(
            () => bot.Calls.Skip(calls).Any(call => call.Path.EndsWith("/users/me", StringComparison.Ordinal)),
            "Notion has said whose the connection is"
        );
        await host.Database.ExecuteAsync("UPDATE enrichments SET read_at = 0");
    }

    // GitHub repeats the delivery until it is acknowledged.
    private static async Task ChangeAsync(TestHost host)
    {
        await host.GitHub.SetAsync(GitHubThings.PublicRepository, 2, new { title = Title });
        using var http = host.Process.CreateClient();
        using var request = GitHubDelivery.OfPullRequest(2).ToRequest(GitHubSender.Path);
        using var response = await http.SendAsync(request, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    // Rows that were just filled, so that no process may know of it: what stands there is ours all the same.
    private async Task UnlinkAsync(TestHost host, List<SimulatedRow> rows, SimulatedPerson ada)
    {
        var queued = await host.Database.TextsAsync("SELECT key FROM jobs WHERE surface = 'database'");
        foreach (var row in rows.Where(row => row.Text("Title") is { Length: > 0 }).Except(_unlinked).ToList())
        {
            var id = row.Id.Replace("-", "", StringComparison.Ordinal);
            if (!queued.Any(key => key.EndsWith(id, StringComparison.Ordinal)) || _unlinked.Count >= Count / 5)
                continue;
            row.Edit(ada, "Link", null);
            _unlinked.Add(row);
        }
    }

    // Nothing is written twice, not even what was under way when a process was killed, and no older state after a newer one.
    private static void ShouldBeNecessary(IEnumerable<DatabaseWrite> writes)
    {
        foreach (var row in writes.GroupBy(write => write.PageId))
        {
            var held = new Dictionary<string, string>(StringComparer.Ordinal);
            var isNew = false;
            foreach (var cell in row.SelectMany(write => write.Cells))
            {
                if (held.TryGetValue(cell.Column, out var before))
                    cell.Json.ShouldNotBe(before, $"{row.Key} was given what it held");
                held[cell.Column] = cell.Json;
                if (cell.Column != "Title")
                    continue;
                cell.Json.Contains(EnrichDriver.Title, StringComparison.Ordinal)
                    .ShouldBe(
                        cell.Json.Contains("content", StringComparison.Ordinal)
                            && !cell.Json.Contains(Title, StringComparison.Ordinal)
                    );
                (isNew && cell.Json.Contains(EnrichDriver.Title, StringComparison.Ordinal)).ShouldBeFalse(
                    $"{row.Key} was given an older title"
                );
                isNew |= cell.Json.Contains(Title, StringComparison.Ordinal);
            }
        }
    }
}
