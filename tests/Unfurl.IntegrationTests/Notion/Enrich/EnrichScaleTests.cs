using System.Globalization;
using Unfurl.Simulator.Databases;

namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>Measures, not checks: <c>dotnet tests/…/Unfurl.IntegrationTests.dll -explicit only -class "*EnrichScaleTests"</c>.</summary>
public sealed class EnrichScaleTests
{
    private const int Rows = 1000;
    private const int Things = 300;
    private const int FirstNumber = 1000;

    private static readonly string[] Names = ["acme", "second", "third"];

    [Fact(Explicit = true)]
    public async Task Many_rows_of_many_things()
    {
        await using var driver = await EnrichDriver.StartAsync(builder =>
        {
            foreach (var name in Names)
                builder = builder
                    .With($"Unfurl:Notion:Connections:{name}:Token", TokenOf(name))
                    .With($"Unfurl:Notion:Connections:{name}:CallsPerMinute", "600");
            return builder.OnSystemClock();
        });
        await driver.SignInAsync(GitHubUsers.Codertocat);
        for (var number = FirstNumber; number < FirstNumber + Things; number++)
            await driver.Host.GitHub.CopyAsync(GitHubThings.PublicRepository, 2, number);
        var sources = Names.Select(name => Share(driver, name)).ToList();
        var rows = Enumerable
            .Range(0, Rows)
            .Select(i =>
                (
                    Number: FirstNumber + i % Things,
                    Row: sources[i % 3].AddRow(driver.Ada, ("Link", LinkOf(FirstNumber + i % Things)))
                )
            )
            .ToList();
        foreach (var (name, source) in Names.Zip(sources))
            await driver.EnrichAsync(source, [], EnrichDriver.Fields, name: name, connection: name);
        await Eventually.TrueAsync(
            () => rows.TrueForAll(row => row.Row.Text("Title") is { Length: > 0 }),
            "all are filled",
            TimeSpan.FromMinutes(5)
        );
        await Task.Delay(TimeSpan.FromSeconds(70), TestContext.Current.CancellationToken);

        var before = driver.Writes.Count;
        var told = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var began = TimeProvider.System.GetUtcNow();
        for (var i = 0; i < Things; i++)
        {
            var number = FirstNumber + i;
            var wait = began + TimeSpan.FromSeconds(60.0 * i / Things) - TimeProvider.System.GetUtcNow();
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, TestContext.Current.CancellationToken);
            await driver.Host.GitHub.SetAsync(
                GitHubThings.PublicRepository,
                number,
                new { title = $"Changed {number}" }
            );
            told[$"Changed {number}"] = TimeProvider.System.GetUtcNow();
            await driver.Sender.SendAcceptedAsync(GitHubDelivery.OfPullRequest(number));
        }
        await Eventually.TrueAsync(
            () => rows.TrueForAll(row => row.Row.Text("Title") == $"Changed {row.Number}"),
            "all follow",
            TimeSpan.FromMinutes(5)
        );
        await Task.Delay(TimeSpan.FromSeconds(70), TestContext.Current.CancellationToken);

        var writes = driver.Writes.Skip(before).ToList();
        var titles = rows.ToDictionary(row => row.Row.Id, row => $"Changed {row.Number}", StringComparer.Ordinal);
        var ages = writes.Select(write => (write.Time - told[titles[write.PageId]]).TotalSeconds).Order().ToList();
        var bots = driver.Workspace.Connections;
        Say(
            $"{writes.Count} writes of {Rows} rows; p50 {ages[ages.Count / 2]:0.00} s, p99 {ages[ages.Count * 99 / 100]:0.00} s, max {ages[^1]:0.00} s after the event; 429: {bots.Sum(bot => bot.RateLimitedCount)}"
        );
    }

    [Fact(Explicit = true)]
    public async Task Many_rows_of_one_hot_thing()
    {
        const int Count = 500;
        await using var driver = await EnrichDriver.StartAsync();
        await driver.SignInAsync(GitHubUsers.Codertocat);
        var source = driver.AddDatabase(EnrichDriver.Columns);
        var rows = Enumerable
            .Range(0, Count)
            .Select(_ => source.AddRow(driver.Ada, ("Link", EnrichDriver.PullRequest)))
            .ToList();
        await driver.EnrichAsync(source);
        await driver.UntilAsync(
            () => rows.TrueForAll(row => row.Text("Title") == EnrichDriver.Title),
            "all are filled"
        );
        await driver.LetPassAsync(TimeSpan.FromMinutes(3));
        var (writes, requests, since) = (driver.Writes.Count, driver.Bot.RequestCount, driver.Host.Clock.GetUtcNow());
        var first = 0;

        await driver.ChangeAsync("After");
        await driver.UntilAsync(
            () =>
            {
                if (first == 0 && driver.Host.Clock.GetUtcNow() - since > TimeSpan.FromSeconds(30))
                    first = driver.Writes.Count - writes;
                return rows.TrueForAll(row => row.Text("Title") == "After");
            },
            "all follow"
        );

        Say(
            $"{driver.Writes.Count - writes} writes with {driver.Bot.RequestCount - requests} requests in {(driver.Host.Clock.GetUtcNow() - since).TotalSeconds:0} s, {first} of them in the first window; 429: {driver.Bot.RateLimitedCount}"
        );
    }

    [Fact(Explicit = true)]
    public async Task Pasted_links()
    {
        const int Count = 80;
        await using var driver = await EnrichDriver.StartAsync(builder => builder.OnSystemClock());
        await driver.SignInAsync(GitHubUsers.Codertocat);
        var source = driver.AddDatabase(EnrichDriver.Columns);
        await driver.EnrichAsync(source);
        var subscription = await SubscribeAsync(driver);
        var pasted = new List<(SimulatedRow Row, DateTimeOffset At)>();
        for (var i = 0; i < Count; i++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
            pasted.Add(
                (source.AddRow(driver.Ada, ("Link", EnrichDriver.PullRequest)), TimeProvider.System.GetUtcNow())
            );
        }
        await Eventually.TrueAsync(
            () => pasted.TrueForAll(one => one.Row.Text("Title") == EnrichDriver.Title),
            "all are filled",
            TimeSpan.FromMinutes(2)
        );

        var at = pasted.ToDictionary(one => one.Row.Id, one => one.At, StringComparer.Ordinal);
        var ages = driver.Writes.Select(write => (write.Time - at[write.PageId]).TotalSeconds).Order().ToList();
        Say(
            $"{ages.Count} writes of {Count} rows; p50 {ages[ages.Count / 2]:0.00} s, p99 {ages[ages.Count * 99 / 100]:0.00} s, max {ages[^1]:0.00} s after the event; {subscription.Deliveries.Count} deliveries; 429: {driver.Bot.RateLimitedCount}"
        );
    }

    // Each change is an event at once: how long Notion collects them is its own affair.
    private static async Task<SimulatedSubscription> SubscribeAsync(EnrichDriver driver)
    {
        using var sender = new EventSender(driver);
        await sender.Subscriptions.OpenAsync(EnrichDriver.Connection, default);
        var subscription = driver.Bot.Subscribe(new Uri(driver.Host.Url, $"/notion/webhook/{EnrichDriver.Connection}"));
        subscription.AggregationWindow = TimeSpan.Zero;
        await Eventually.TrueAsync(() => subscription.Pending == 0, "the handshake is taken");
        var token = await sender.Subscriptions.ShowAsync(EnrichDriver.Connection, default);
        subscription.Verify(token!).ShouldBeTrue();
        await sender.AcceptAsync();
        return subscription;
    }

    private static SimulatedDataSource Share(EnrichDriver driver, string name)
    {
        var source = driver.AddDatabase(EnrichDriver.Columns);
        var bot =
            name == EnrichDriver.Connection
                ? driver.Bot
                : driver.Workspace.AddConnection(name, new Secret(TokenOf(name)));
        bot.RequestsPerMinute = 600;
        source.Database.ShareWith(bot);
        return source;
    }

    private static string TokenOf(string name) =>
        name == EnrichDriver.Connection ? EnrichDriver.Token : $"ntn_of_{name}";

    private static string LinkOf(int number) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"https://github.com/{GitHubThings.PublicRepository}/pull/{number}"
        );

    private static void Say(string what) => TestContext.Current.TestOutputHelper!.WriteLine(what);
}
