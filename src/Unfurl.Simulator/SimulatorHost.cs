using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Unfurl.Simulator;

/// <summary>Runs the simulator on its own port. It can start before the service under test.</summary>
public sealed class SimulatorHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private Func<SimulatorOptions>? _options;

    private SimulatorHost(WebApplication app, TimeProvider? time)
    {
        _app = app;
        Simulator = new(() => _options?.Invoke(), time);
    }

    public NotionSimulator Simulator { get; }

    // The value for SimulatorOptions.BaseUrl.
    public Uri BaseUrl => new(_app.Urls.First());

    // Listens on a free port of 127.0.0.1.
    public static Task<SimulatorHost> StartAsync(
        TimeProvider? time = null,
        CancellationToken cancellationToken = default
    ) => StartAsync(null, time, cancellationToken);

    // A null address listens on a free port of 127.0.0.1; a null clock is the system's.
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

    // Without logs and routes.
    internal static WebApplication Build(Uri? listen)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // An injected fault may leave a request without a response; it must not delay the end of a test.
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        if (listen is null)
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        else
            builder.WebHost.UseUrls(listen.GetLeftPart(UriPartial.Authority));
        return builder.Build();
    }

    // Can be called again when the service has moved.
    public void Configure(SimulatorOptions options) => _options = () => options;

    public async ValueTask DisposeAsync()
    {
        await Simulator.EndDeliveriesAsync();
        await _app.DisposeAsync();
        Simulator.Dispose();
    }
}
