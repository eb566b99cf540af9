using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Unfurl.Server.Notion.Enrich.Events;

namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>Measures, not checks: <c>dotnet tests/…/Unfurl.IntegrationTests.dll -explicit only -class "*EventLoadTests"</c>.</summary>
public sealed class EventLoadTests
{
    // 10,000 a minute.
    private const int PerSecond = 167;

    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5);

    // Of pages that have no link; the service has a process of its own, and rounds take turns.
    [Fact(Explicit = true)]
    public async Task Hits_beside_many_events()
    {
        await using var host = await new TestHostBuilder()
            .WithGitHub()
            .WithNotion()
            .With($"Unfurl:Notion:Connections:{EnrichDriver.Connection}:Token", EnrichDriver.Token)
            .AsProcess()
            .PrepareAsync();
        var workspace = host.Notion.Databases.AddWorkspace("Acme");
        var bot = workspace.AddConnection("Unfurl", new Secret(EnrichDriver.Token));
        var database = workspace.AddDatabase("Pull requests", EnrichDriver.Columns);
        database.ShareWith(bot);
        var user = await EnrichDriver.PrepareAsync(host, database.DataSource, SubscribeAsync);
        await host.StartServiceAsync();
        using var http = host.Process.CreateClient();
        using var events = host.Process.CreateClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", user.AccessToken);
        var (alone, beside) = (new List<double>(), new List<double>());
        for (var round = 0; round < 12; round++)
        {
            using var over = new CancellationTokenSource(Round);
            var isBeside = round % 2 == 1;
            var sending = isBeside ? SendAsync(events, database.DataSource.Id, over.Token) : Task.CompletedTask;
            var times = await HitAsync(http, over.Token);
            await sending;
            // The first rounds warm up.
            if (round > 1)
                (isBeside ? beside : alone).AddRange(times);
        }

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{alone.Count} hits alone: p50 {At(alone, 50):0.00} ms, p99 {At(alone, 99):0.00} ms; {beside.Count} beside events: p50 {At(beside, 50):0.00} ms, p99 {At(beside, 99):0.00} ms; ratios {At(beside, 50) / At(alone, 50):0.00} and {At(beside, 99) / At(alone, 99):0.00}; {bot.RequestCount} calls to Notion"
        );
    }

    private static async Task SubscribeAsync(IServiceProvider services)
    {
        var subscriptions = services.GetRequiredService<SubscriptionRepository>();
        await subscriptions.OpenAsync(EnrichDriver.Connection, default);
        await subscriptions.TakeAsync(EnrichDriver.Connection, new Secret(EventSender.Token), default);
        await subscriptions.ShowAsync(EnrichDriver.Connection, default);
        var pending = (await subscriptions.FindAsync(EnrichDriver.Connection, default)).PendingAt!.Value;
        await subscriptions.AcceptAsync(EnrichDriver.Connection, pending, default);
    }

    private static async Task<List<double>> HitAsync(HttpClient http, CancellationToken over)
    {
        var times = new List<double>();
        while (!over.IsCancellationRequested)
        {
            var began = TimeProvider.System.GetTimestamp();
            using var response = await http.PostAsJsonAsync(
                "/unfurl",
                new { uri = EnrichDriver.PullRequest },
                CancellationToken.None
            );
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            await Task.Delay(1, CancellationToken.None);
        }
        return times;
    }

    private static async Task SendAsync(HttpClient http, string dataSource, CancellationToken over)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var sent = 0; !over.IsCancellationRequested; sent++)
        {
            var id = $"{RandomNumberGenerator.GetHexString(16, lowercase: true)}4000800000000001";
            var body =
                $$"""{"id":"{{id}}","type":"page.created","entity":{"id":"{{id}}","type":"page"},"data":{"parent":{"data_source_id":"{{dataSource}}"} } }""";
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/notion/webhook/{EnrichDriver.Connection}");
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            request.Headers.Add("X-Notion-Signature", EventSender.SignatureOf(body, EventSender.Token));
            using var response = await http.SendAsync(request, CancellationToken.None);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            var wait = TimeSpan.FromSeconds(1.0 * sent / PerSecond) - TimeProvider.System.GetElapsedTime(began);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, CancellationToken.None);
        }
    }

    private static double At(List<double> times, int percent)
    {
        times.Sort();
        return times[times.Count * percent / 100];
    }
}
