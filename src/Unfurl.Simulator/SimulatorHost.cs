using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Unfurl.Simulator;

/// <summary>The simulator on a port of its own, for tests. It can be started before the service that it is to test.</summary>
public sealed class SimulatorHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private Func<SimulatorOptions>? _options;

    private SimulatorHost(WebApplication app, TimeProvider? time)
    {
        _app = app;
        Simulator = new(
            () => _options?.Invoke() ?? throw new InvalidOperationException("The simulator is not configured yet."),
            time
        );
    }

    /// <summary>The simulator.</summary>
    public NotionSimulator Simulator { get; }

    /// <summary>Where it listens: what <see cref="SimulatorOptions.BaseUrl"/> must hold.</summary>
    public Uri BaseUrl => new(_app.Urls.First());

    /// <summary>Starts on any free port of 127.0.0.1.</summary>
    public static async Task<SimulatorHost> StartAsync(
        TimeProvider? time = null,
        CancellationToken cancellationToken = default
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // A request that is never answered must not hold up the end of a test.
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var host = new SimulatorHost(builder.Build(), time);
        host._app.MapNotionSimulator("", host.Simulator);
        await host._app.StartAsync(cancellationToken);
        return host;
    }

    /// <summary>Says where the service is; again when it has moved.</summary>
    public void Configure(SimulatorOptions options) => _options = () => options;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Simulator.Dispose();
    }
}
