using System.Net;

namespace Unfurl.Server.Providers;

internal static class ProviderHttp
{
    // In bytes.
    public const int MaxResponseBytes = 8 * 1024 * 1024;

    // Every call has a limit of its own; this one ends calls without one, as it does the reading of their responses.
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(30);

    public static string ClientOf(string instance) => $"provider/{instance.ToLowerInvariant()}";

    public static void AddProviderClient(this IServiceCollection services, ConfiguredProvider provider)
    {
        var client = services.AddHttpClient(
            ClientOf(provider.Name),
            client =>
            {
                client.MaxResponseContentBufferSize = MaxResponseBytes;
                // Sign-in uses this client as well, and some providers reject requests without a user agent.
                client.DefaultRequestHeaders.Add("User-Agent", "Unfurl/1.0");
                client.Timeout = MaxTime;
            }
        );
        // Outermost first: a rejected origin is not tried, a retry needs no second turn, and the limits apply to the response
        // of the last try.
        client.AddHttpMessageHandler(() =>
            new OriginGuard(
                provider.Adapter.SignIn is OAuthSignIn { TokenEndpoint: var tokenEndpoint }
                    ? [.. provider.Adapter.Origins, tokenEndpoint]
                    : provider.Adapter.Origins
            )
        );
        client.AddHttpMessageHandler(services => new ConcurrentCallsHandler(
            services.GetRequiredKeyedService<SemaphoreSlim>(typeof(ConcurrentCallsHandler))
        ));
        client.AddHttpMessageHandler(services => new ResponseLimitHandler(
            MaxResponseBytes,
            MaxTime,
            services.GetRequiredService<TimeProvider>()
        ));
        client.AddProviderRetry();
        client.AddHttpMessageHandler(() => new BrokenCompressionHandler());
        client.UseSocketsHttpHandler((sockets, _) => sockets.AutomaticDecompression = DecompressionMethods.All);
    }
}
