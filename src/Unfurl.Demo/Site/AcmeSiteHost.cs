using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Unfurl.Demo.Site;

/// <summary>Runs the Acme site on its own loopback port.</summary>
public sealed class AcmeSiteHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private AcmeSiteHost(WebApplication app, AcmeSite site, Uri webUrl)
    {
        _app = app;
        Site = site;
        WebUrl = webUrl;
    }

    public AcmeSite Site { get; }

    // The value of the adapter's setting WebUrl.
    public Uri WebUrl { get; }

    // Null options are the defaults; a null clock is the system's.
    public static async Task<AcmeSiteHost> StartAsync(
        AcmeSiteOptions? options = null,
        TimeProvider? time = null,
        string pathPrefix = "/demo",
        CancellationToken cancellationToken = default
    )
    {
        var site = new AcmeSite(options ?? new AcmeSiteOptions(), time ?? TimeProvider.System);
        // The empty builder reads no environment variables and no files, so tests do not depend on the machine.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.MapAcmeSite(pathPrefix, site);
        await app.StartAsync(cancellationToken);
        return new AcmeSiteHost(app, site, new Uri(app.Urls.Single() + pathPrefix));
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
