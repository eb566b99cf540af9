using System.Net;

namespace Unfurl.Server.Providers;

/// <summary>The HTTP clients of provider instances, one for each.</summary>
internal static class ProviderHttp
{
    /// <summary>Largest answer that is read, in bytes.</summary>
    public const int MaxResponseBytes = 8 * 1024 * 1024;

    /// <summary>The name of an instance's client.</summary>
    public static string ClientOf(string instance) => $"provider/{instance.ToLowerInvariant()}";

    public static void AddProviderClient(this IServiceCollection services, ConfiguredProvider provider)
    {
        var client = services.AddHttpClient(
            ClientOf(provider.Name),
            client =>
            {
                client.MaxResponseContentBufferSize = MaxResponseBytes;
                // Sign-in uses this client too, and some providers refuse requests that do not say who is calling.
                client.DefaultRequestHeaders.Add("User-Agent", "Unfurl/1.0");
                // Every call carries its own limit; this one ends calls without one.
                client.Timeout = TimeSpan.FromSeconds(30);
            }
        );
        // The factory would log whole URLs and, at Trace, headers.
        client.RemoveAllLoggers();
        // Handlers live as long as the instance; PooledConnectionLifetime renews the connections.
        client.SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        // Outermost first: a rejected origin is not tried, and the size limit applies to the response of the last try.
        client.AddHttpMessageHandler(() =>
            new OriginGuard([.. provider.Adapter.Origins, provider.Adapter.SignIn.TokenEndpoint])
        );
        client.AddHttpMessageHandler(() => new ResponseSizeLimitHandler(MaxResponseBytes));
        client.AddProviderRetry();
        client.ConfigurePrimaryHttpMessageHandler(Sockets);
    }

    // No redirects (they would carry tokens to places nobody configured), no cookies.
    private static SocketsHttpHandler Sockets() =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(3),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
}
