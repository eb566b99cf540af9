using Unfurl.Simulator;
using Unfurl.Testing;

namespace Unfurl.Benchmarks.Http;

/// <summary>The real service, as operators run it, and somebody who connected.</summary>
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

    /// <summary>Whom it takes for Notion.</summary>
    public NotionSimulator Notion =>
        _notion?.Simulator ?? throw new InvalidOperationException("A replica has no Notion of its own.");

    public string Token { get; private set; }

    /// <param name="provider">Where links lead.</param>
    /// <param name="settings">Further settings.</param>
    public static async Task<ServiceUnderTest> StartAsync(
        ProviderDouble provider,
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
        var service = new ServiceUnderTest(ServiceProcess.Start(all, port: port), notion, all, "");
        try
        {
            await service._process.WaitUntilListeningAsync();
            service.Token = await Connecting.ConnectAsync(notion, service.Url);
            return service;
        }
        catch
        {
            // Nobody else has it to end it.
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>What tells the service where everybody is; a copy stays fresh for as long as a run may take.</summary>
    public static Dictionary<string, string?> Settings(SimulatorHost notion, ProviderDouble provider, Uri url)
    {
        var settings = TestServers.Settings(notion);
        foreach (var (key, value) in provider.Settings)
            settings[key] = value;
        settings["Unfurl:PublicUrl"] = url.OriginalString;
        settings["Unfurl:OAuth:RedirectUris:0"] = TestServers
            .Options(notion.BaseUrl, notion.BaseUrl)
            .RedirectUri.AbsoluteUri;
        settings["Unfurl:Cache:Fresh"] = "1.00:00:00";
        return settings;
    }

    /// <summary>Starts another process with the same settings, for which the token holds as well.</summary>
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

    /// <summary>Waits until it has found Redis.</summary>
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
