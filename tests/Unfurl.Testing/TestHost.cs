using Microsoft.Extensions.DependencyInjection;
using Unfurl.Demo.Site;
using Unfurl.Simulator;
using Unfurl.Testing.Browsing;
using Unfurl.Testing.Databases;
using Unfurl.Testing.GitHub;

namespace Unfurl.Testing;

/// <summary>The service with the database and the doubles that a <see cref="TestHostBuilder"/> named.</summary>
public sealed class TestHost : IAsyncDisposable
{
    private readonly TestHostBuilder _builder;
    private readonly Dictionary<string, string?> _settings;
    private readonly int _port = Ports.Free();
    private UnfurlHost? _service;
    private ServiceProcess? _process;

    internal TestHost(TestHostBuilder builder, Dictionary<string, string?> settings) =>
        (_builder, _settings) = (builder, settings);

    public Uri Url => new($"http://127.0.0.1:{_port}");

    // Differs from the URL behind a proxy.
    internal Uri PublicUrl => _settings.TryGetValue("Unfurl:PublicUrl", out var url) ? new Uri(url!) : Url;

    public UnfurlHost Service => _service ?? throw NotNamed("in this process");

    public ServiceProcess Process => _process ?? throw NotNamed("a process");

    // Of the service and the doubles, except GitHub.
    public TestClock Clock => _builder.Clock ?? throw NotNamed("a clock of the test");

    public required TestDatabase Database { get; init; }

    public AcmeSiteHost Acme => AcmeHost ?? throw NotNamed("Acme");

    public GitHubDouble GitHub => GitHubHost ?? throw NotNamed("GitHub");

    // On a server of its own if the test named it, otherwise that of the service.
    public NotionSimulator Notion => NotionHost?.Simulator ?? Service.Services.GetRequiredService<NotionSimulator>();

    internal AcmeSiteHost? AcmeHost { get; init; }

    internal GitHubDouble? GitHubHost { get; init; }

    internal SimulatorHost? NotionHost { get; init; }

    // For another process with the same configuration.
    public IReadOnlyDictionary<string, string> EnvironmentVariables() =>
        _settings
            .Append(new("Unfurl:PublicUrl", PublicUrl.OriginalString))
            .Append(new("ASPNETCORE_ENVIRONMENT", _builder.Environment))
            .Where(setting => setting.Value is not null)
            .DistinctBy(setting => setting.Key)
            .ToDictionary(
                setting => setting.Key.Replace(":", "__", StringComparison.Ordinal),
                setting => setting.Value!,
                StringComparer.Ordinal
            );

    // Does not follow the redirect to Notion.
    public TestBrowser CreateBrowser() => new() { StopsAt = IsNotionsCallback };

    // With the same configuration and database, at another address.
    public UnfurlHost StartReplica(params IEnumerable<KeyValuePair<string, string?>> changes) =>
        // Without a double of its own, the first service plays Notion for both.
        Start(
            port: null,
            NotionHost is null && Service.Services.GetService<NotionSimulator>() is { } simulator
                ? [new("Unfurl:Notion:ApiUrl", simulator.Options.BaseUrl.AbsoluteUri), .. changes]
                : changes
        );

    // Of a host that was only prepared.
    public async Task StartServiceAsync(params IEnumerable<KeyValuePair<string, string?>> changes)
    {
        foreach (var (key, value) in changes)
            _settings[key] = value;
        if (_builder.Through is null)
        {
            _service = Start(_port);
            return;
        }
        var settings = _settings.Append(new("Unfurl:PublicUrl", PublicUrl.OriginalString));
        _process = ServiceProcess.Start(settings, _builder.Environment, port: _port, through: _builder.Through);
        await _process.WaitUntilListeningAsync();
    }

    // At the same address. A process is killed, so it cannot prepare for it.
    public async Task RestartServiceAsync(params IEnumerable<KeyValuePair<string, string?>> changes)
    {
        await StopServiceAsync();
        await StartServiceAsync(changes);
    }

    public async ValueTask DisposeAsync()
    {
        await StopServiceAsync();
        await (AcmeHost?.DisposeAsync() ?? default);
        await (NotionHost?.DisposeAsync() ?? default);
        await (GitHubHost?.DisposeAsync() ?? default);
        await Database.DisposeAsync();
    }

    private UnfurlHost Start(int? port, params IEnumerable<KeyValuePair<string, string?>> more) =>
        UnfurlHost.Start(
            _settings.Concat(more),
            _builder.Environment,
            _builder.Clock,
            port,
            services: _builder.Services,
            polls: _builder.IsPolling
        );

    private async Task StopServiceAsync()
    {
        await (_service?.DisposeAsync() ?? default);
        await (_process?.DisposeAsync() ?? default);
    }

    private bool IsNotionsCallback(Uri address) =>
        address.Port == Notion.Options.BaseUrl.Port
        && address.AbsolutePath.EndsWith("externalintegrationauthcallback", StringComparison.OrdinalIgnoreCase);

    private static InvalidOperationException NotNamed(string what) =>
        new($"The test did not start the service with {what}.");
}
