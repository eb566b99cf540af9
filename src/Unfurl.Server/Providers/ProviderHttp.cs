using System.Net;

namespace Unfurl.Server.Providers;

internal static class ProviderHttp
{
    // In bytes.
    public const int MaxResponseBytes = 8 * 1024 * 1024;

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
                // Every call has a limit of its own; this one ends calls without one.
                client.Timeout = TimeSpan.FromSeconds(30);
            }
        );
        // Outermost first: a rejected origin is not tried, and the size limit applies to the response of the last try.
        client.AddHttpMessageHandler(() =>
            new OriginGuard([.. provider.Adapter.Origins, provider.Adapter.SignIn.TokenEndpoint])
        );
        client.AddHttpMessageHandler(() => new ResponseSizeLimitHandler(MaxResponseBytes));
        client.AddProviderRetry();
        client.UseSocketsHttpHandler((sockets, _) => sockets.AutomaticDecompression = DecompressionMethods.All);
    }
}
