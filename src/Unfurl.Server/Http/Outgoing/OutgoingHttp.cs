using System.Net;

namespace Unfurl.Server.Http.Outgoing;

/// <summary>What all HTTP clients of the service have in common, whoever asks <see cref="IHttpClientFactory"/> for one.</summary>
internal static class OutgoingHttp
{
    /// <summary>How many connections one server gets from a client at once; further calls wait within their time limits.</summary>
    /// <remarks>
    /// GitHub refuses the calls of a user above 100 at once:
    /// https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
    /// </remarks>
    public const int MaxConnectionsPerServer = 50;

    public static void AddOutgoingHttp(this WebApplicationBuilder builder)
    {
        LoopbackBypass.Install();
        builder.Services.AddSingleton(HttpClient.DefaultProxy);
        builder.Services.AddSingleton<FindAddresses>(Dns.GetHostAddressesAsync);
        builder.Services.AddSingleton<HostConnection>();
        builder.Services.ConfigureHttpClientDefaults(clients =>
        {
            // The factory would log whole URLs and, at Trace, headers.
            clients.RemoveAllLoggers();
            // Handlers live as long as the service; PooledConnectionLifetime renews the connections.
            clients.SetHandlerLifetime(Timeout.InfiniteTimeSpan);
            clients.UseSocketsHttpHandler(
                (sockets, services) =>
                {
                    // A redirect could carry a token to an origin that is not configured.
                    sockets.AllowAutoRedirect = false;
                    sockets.UseCookies = false;
                    sockets.Proxy = services.GetRequiredService<IWebProxy>();
                    sockets.ConnectTimeout = TimeSpan.FromSeconds(3);
                    sockets.MaxConnectionsPerServer = MaxConnectionsPerServer;
                    sockets.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
                    sockets.ConnectCallback = services.GetRequiredService<HostConnection>().OpenAsync;
                }
            );
        });
    }
}
