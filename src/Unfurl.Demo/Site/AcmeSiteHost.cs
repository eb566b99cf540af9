using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Unfurl.Demo.Site;

/// <summary>The Acme site on a loopback port of its own.</summary>
public sealed class AcmeSiteHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private AcmeSiteHost(WebApplication app, AcmeSite site, Uri webUrl)
    {
        _app = app;
        Site = site;
        WebUrl = webUrl;
    }

    /// <summary>Its state, and what changes it.</summary>
    public AcmeSite Site { get; }

    /// <summary>Where it runs: the adapter's setting <c>WebUrl</c>.</summary>
    public Uri WebUrl { get; }

    /// <summary>Starts the site.</summary>
    /// <param name="options">The client it knows; null for the defaults.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="pathPrefix">The path it lives under.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<AcmeSiteHost> StartAsync(
        AcmeSiteOptions? options = null,
        TimeProvider? time = null,
        string pathPrefix = "/demo",
        CancellationToken cancellationToken = default
    )
    {
        var site = new AcmeSite(options ?? new AcmeSiteOptions(), time ?? TimeProvider.System);
        // The empty builder reads no environment and no files, so nothing outside changes what a test sees.
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
