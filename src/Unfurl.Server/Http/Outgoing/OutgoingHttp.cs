using System.Net;

namespace Unfurl.Server.Http.Outgoing;

/// <summary>What all HTTP clients of the service have in common, whoever asks <see cref="IHttpClientFactory"/> for one.</summary>
internal static class OutgoingHttp
{
    public static void AddOutgoingHttp(this WebApplicationBuilder builder)
    {
        LoopbackBypass.Install();
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
                    sockets.ConnectTimeout = TimeSpan.FromSeconds(3);
                    sockets.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
                    sockets.ConnectCallback = services.GetRequiredService<HostConnection>().OpenAsync;
                }
            );
        });
    }
}
