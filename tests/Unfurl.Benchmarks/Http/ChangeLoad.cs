using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Unfurl.Testing.Browsing;
using Unfurl.Testing.GitHub;

namespace Unfurl.Benchmarks.Http;

/// <summary>Changes pull requests that users see in Notion.</summary>
internal sealed class ChangeLoad : IDisposable
{
    // Notion accepts three calls per 1.1 seconds and workspace; with at most three users per workspace no push has to
    // wait.
    private const int UsersPerWorkspace = 3;

    private const string Path = "/webhooks/github";

    // The size of GitHub's own deliveries.
    private const int DeliveryBytes = 20_000;

    private readonly ProviderDouble _provider;
    private readonly ServiceUnderTest _service;
    private readonly HttpClient _http;
    private int _version = 1;

    private ChangeLoad(ProviderDouble provider, ServiceUnderTest service) =>
        (_provider, _service, _http) = (provider, service, new HttpClient { BaseAddress = service.Url });

    // The number of pull requests.
    public static int Count { get; set; } = 1000;

    public static KeyValuePair<string, string?> Secret =>
        new("Unfurl:Providers:github:WebhookSecret", GitHubDelivery.Secret);

    public static async Task<ChangeLoad> PrepareAsync(ProviderDouble provider, ServiceUnderTest service)
    {
        var changes = new ChangeLoad(provider, service);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Count).GroupBy(UserOf),
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (links, cancellationToken) =>
            {
                // The service limits connections per address and minute.
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

    // "within" is the duration of all deliveries; zero for no delay between them.
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
                using var response = await _http.SendAsync(request, cancellationToken);
                response.EnsureSuccessStatusCode();
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

    // Returns the time of each push.
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
            // Frequent polling would take the processor from the measured work.
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

internal sealed record ChangeResult
{
    // From sending each delivery to the push.
    public required IReadOnlyList<double> Milliseconds { get; init; }

    public required double DeliveriesPerSecond { get; init; }

    // From the first delivery to the last push.
    public required double PushesPerSecond { get; init; }

    // The service's processor time per change.
    public required double CpuMilliseconds { get; init; }

    public double P50 => Statistics.Median(Milliseconds);

    public double P99 => Statistics.Percentile(Milliseconds, 99);
}
