using Unfurl.Benchmarks.InProcess;
using Unfurl.Simulator;
using Unfurl.Testing;

namespace Unfurl.Benchmarks.Http;

/// <summary>The real service in a separate process, with a connected user.</summary>
internal sealed class ServiceUnderTest : IAsyncDisposable
{
    private readonly ServiceProcess _process;
    private readonly SimulatorHost? _notion;
    private readonly IReadOnlyList<KeyValuePair<string, string?>> _settings;

    private ServiceUnderTest(
        ServiceProcess process,
        SimulatorHost? notion,
        IReadOnlyList<KeyValuePair<string, string?>> settings,
        string token
    ) => (_process, _notion, _settings, Token) = (process, notion, settings, token);

    public int ProcessId => _process.Id;

    public Uri Url => _process.Url;

    public NotionSimulator Notion =>
        _notion?.Simulator ?? throw new InvalidOperationException("A replica has no Notion of its own.");

    public string Token { get; private set; }

    public static Task<ServiceUnderTest> StartAsync(
        ProviderDouble provider,
        params IEnumerable<KeyValuePair<string, string?>> settings
    ) => StartAsync(provider, memory: null, settings);

    // Memory is the room of level 1 in bytes; null for the service's own.
    public static async Task<ServiceUnderTest> StartAsync(
        ProviderDouble provider,
        long? memory,
        params IEnumerable<KeyValuePair<string, string?>> settings
    )
    {
        var notion = await SimulatorHost.StartAsync();
        var port = Ports.Free();
        IReadOnlyList<KeyValuePair<string, string?>> all =
        [
            .. Settings(notion, provider, new Uri($"http://127.0.0.1:{port}")),
            .. settings,
        ];
        var process = memory is null
            ? ServiceProcess.Start(all, port: port)
            : ServiceProcess.Start(
                all,
                program: typeof(ServiceApp).Assembly.Location,
                port: port,
                arguments: ["service", $"{memory}"]
            );
        var service = new ServiceUnderTest(process, notion, all, "");
        try
        {
            await service._process.WaitUntilListeningAsync();
            service.Token = await Connecting.ConnectAsync(notion, service.Url);
            return service;
        }
        catch
        {
            // The caller has no reference to dispose of.
            await service.DisposeAsync();
            throw;
        }
    }

    // A cache entry stays fresh for longer than a run.
    public static Dictionary<string, string?> Settings(SimulatorHost notion, ProviderDouble provider, Uri url)
    {
        var settings = TestSettings.Notion(notion.BaseUrl);
        foreach (var (key, value) in provider.Settings)
            settings[key] = value;
        settings["Unfurl:PublicUrl"] = url.OriginalString;
        settings["Unfurl:OAuth:RedirectUris:0"] = TestSettings
            .Simulator(notion.BaseUrl, notion.BaseUrl)
            .RedirectUri.AbsoluteUri;
        settings["Unfurl:Cache:Fresh"] = "1.00:00:00";
        return settings;
    }

    // The token is valid at the replica, too.
    public async Task<ServiceUnderTest> StartReplicaAsync()
    {
        var replica = new ServiceUnderTest(ServiceProcess.Start(_settings), notion: null, _settings, Token);
        try
        {
            await replica._process.WaitUntilListeningAsync();
            return replica;
        }
        catch
        {
            await replica.DisposeAsync();
            throw;
        }
    }

    public async Task WaitForRedisAsync()
    {
        using var client = new HttpClient { BaseAddress = Url };
        await Eventually.TrueAsync(
            async () =>
                (await client.GetStringAsync("/health/ready")).Contains(
                    "\"redis\":\"healthy\"",
                    StringComparison.Ordinal
                ),
            "the service finds Redis"
        );
    }

    public Target Target(Links links) => new(new Uri(Url, "/unfurl"), Token, links, ProcessId);

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        if (_notion is not null)
            await _notion.DisposeAsync();
    }
}
