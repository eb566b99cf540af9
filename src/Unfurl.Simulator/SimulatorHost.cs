using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Unfurl.Simulator;

/// <summary>The simulator on a port of its own. It can be started before the service that it is to test.</summary>
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
    public static Task<SimulatorHost> StartAsync(
        TimeProvider? time = null,
        CancellationToken cancellationToken = default
    ) => StartAsync(null, time, cancellationToken);

    /// <summary>Starts where it is told.</summary>
    /// <param name="listen">An http address; null for any free port of 127.0.0.1.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<SimulatorHost> StartAsync(
        Uri? listen,
        TimeProvider? time = null,
        CancellationToken cancellationToken = default
    )
    {
        var host = new SimulatorHost(Build(listen), time);
        host._app.MapNotionSimulator("", host.Simulator);
        await host._app.StartAsync(cancellationToken);
        return host;
    }

    /// <summary>A server without logs and without anything mapped.</summary>
    internal static WebApplication Build(Uri? listen)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // A request that is never answered must not hold up the end of a test.
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        if (listen is null)
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        else
            builder.WebHost.UseUrls(listen.GetLeftPart(UriPartial.Authority));
        return builder.Build();
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
