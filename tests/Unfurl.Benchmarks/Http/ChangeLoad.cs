using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Unfurl.Testing.Browsing;
using Unfurl.Testing.GitHub;

namespace Unfurl.Benchmarks.Http;

/// <summary>Pull requests that people see in Notion, and that change.</summary>
internal sealed class ChangeLoad : IDisposable
{
    /// <summary>Notion is called three times in 1.1 seconds for a workspace: with no more in each, nobody has to wait for that.</summary>
    private const int UsersPerWorkspace = 3;

    private const string Path = "/webhooks/github";

    /// <summary>So long are GitHub's own.</summary>
    private const int DeliveryBytes = 20_000;

    private readonly ProviderDouble _provider;
    private readonly ServiceUnderTest _service;
    private readonly HttpClient _http;
    private int _version = 1;

    private ChangeLoad(ProviderDouble provider, ServiceUnderTest service) =>
        (_provider, _service, _http) = (provider, service, new HttpClient { BaseAddress = service.Url });

    /// <summary>How many pull requests there are.</summary>
    public static int Count { get; set; } = 1000;

    /// <summary>What lets the service verify deliveries.</summary>
    public static KeyValuePair<string, string?> Secret =>
        new("Unfurl:Providers:github:WebhookSecret", GitHubDelivery.Secret);

    /// <summary>Has people connect and paste the links.</summary>
    public static async Task<ChangeLoad> PrepareAsync(ProviderDouble provider, ServiceUnderTest service)
    {
        var changes = new ChangeLoad(provider, service);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Count).GroupBy(UserOf),
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (links, cancellationToken) =>
            {
                // From one address not everybody may come within a minute.
                using var browser = new TestBrowser { ForwardedFor = $"192.0.2.{links.First() % 250}" };
                var consent = await browser.OpenAsync(service.Notion.ConnectUrl(links.Key));
                await browser.PressAsync(consent, "Allow");
                foreach (var link in links)
                {
                    var pasted = await service.Notion.PasteAsync(links.Key, LinkOf(link), null, cancellationToken);
                    if (pasted.NeedsConnection || pasted.Violations.Count > 0)
                        throw new InvalidOperationException($"There is no preview: {pasted}");
                }
            }
        );
        return changes;
    }

    /// <summary>All pull requests change, and GitHub says so of one after the other.</summary>
    /// <param name="within">How long that takes; zero for as fast as it goes.</param>
    public async Task<ChangeResult> RunAsync(TimeSpan within)
    {
        _provider.Title = $"Amazing new feature {++_version}";
        var sent = new DateTimeOffset[Count];
        var cpu = MeasuredProcess.Cpu(_service.ProcessId);
        var start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Count),
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (number, cancellationToken) =>
            {
                var wait = (within * number / Count) - Stopwatch.GetElapsedTime(start);
                if (wait > TimeSpan.Zero)
                    await Task.Delay(wait, cancellationToken);
                using var request = Delivery(number).ToRequest(Path);
                sent[number] = TimeProvider.System.GetUtcNow();
                using var answer = await _http.SendAsync(request, cancellationToken);
                answer.EnsureSuccessStatusCode();
            }
        );
        var accepted = Stopwatch.GetElapsedTime(start);
        var pushed = await WaitAsync();
        cpu = MeasuredProcess.Cpu(_service.ProcessId) - cpu;
        return new()
        {
            Milliseconds = [.. pushed.Select((at, number) => (at - sent[number]).TotalMilliseconds)],
            DeliveriesPerSecond = Count / accepted.TotalSeconds,
            PushesPerSecond = Count / (pushed.Max() - sent.Min()).TotalSeconds,
            CpuMilliseconds = cpu.TotalMilliseconds / Count,
        };
    }

    public void Dispose() => _http.Dispose();

    /// <returns>When Notion was told of each.</returns>
    private async Task<DateTimeOffset[]> WaitAsync()
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            var pushed = PushedAt().ToArray();
            if (pushed.Length == Count)
                return [.. pushed.OrderBy(push => push.Number).Select(push => push.At)];
            if (Stopwatch.GetElapsedTime(start) > TimeSpan.FromMinutes(5))
                throw new TimeoutException($"Notion was told of {pushed.Length} of {Count} changes.");
            // Seldom: who looks takes time from who works.
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }
    }

    private IEnumerable<(int Number, DateTimeOffset At)> PushedAt() =>
        from number in Enumerable.Range(0, Count)
        group number by UserOf(number) into links
        from preview in _service.Notion.DescribeUser(links.Key).Previews
        let latest = preview.History[^1]
        where latest.Attributes?.Any(attribute => attribute.Value == _provider.Title) == true
        select (links.Single(number => LinkOf(number) == preview.Url), latest.At);

    private static string UserOf(int number) =>
        $"person-{number % ((Count + UsersPerWorkspace - 1) / UsersPerWorkspace)}";

    private static int NumberOf(int number) => Links.Lowest + number;

    private static string LinkOf(int number) => Links.Url(NumberOf(number).ToString(CultureInfo.InvariantCulture));

    private static GitHubDelivery Delivery(int number) =>
        new(
            "pull_request",
            new JsonObject
            {
                ["action"] = "edited",
                ["number"] = NumberOf(number),
                ["pull_request"] = new JsonObject
                {
                    ["number"] = NumberOf(number),
                    ["body"] = new string('.', DeliveryBytes),
                },
                ["repository"] = new JsonObject { ["id"] = 1296269, ["full_name"] = "octocat/Hello-World" },
            }.ToJsonString()
        );
}

/// <summary>What came of it.</summary>
internal sealed record ChangeResult
{
    /// <summary>From sending each delivery to Notion's being told.</summary>
    public required IReadOnlyList<double> Milliseconds { get; init; }

    public required double DeliveriesPerSecond { get; init; }

    /// <summary>From the first delivery to the last push.</summary>
    public required double PushesPerSecond { get; init; }

    /// <summary>The service's processor time for each change.</summary>
    public required double CpuMilliseconds { get; init; }

    public double P50 => Statistics.Median(Milliseconds);

    public double P99 => Statistics.Percentile(Milliseconds, 99);
}
