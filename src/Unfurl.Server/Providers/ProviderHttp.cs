using System.Net;
using Unfurl.Server.Configuration;
using Unfurl.Server.Http.Outgoing;
using Unfurl.Server.Providers.Gate;

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
        services.AddKeyedSingleton(
            ClientOf(provider.Name),
            (services, _) =>
                new GateRules(
                    provider,
                    services.GetRequiredService<IWebProxy>(),
                    isOpen: provider.IsOpen(services.GetRequiredService<UnfurlOptions>().Notion),
                    services.GetRequiredService<IHostEnvironment>().IsDevelopment()
                )
        );
        // Outermost first: what the gate refuses is not tried, a response that is kept is a whole one, a retry needs no second
        // turn, and the limits apply to the response of the last try.
        client.AddHttpMessageHandler(services => new GateHandler(
            services.GetRequiredKeyedService<GateRules>(ClientOf(provider.Name)),
            services.GetRequiredService<ILogger<GateHandler>>()
        ));
        client.AddHttpMessageHandler(services => new ConditionalRequests(services.GetRequiredService<TimeProvider>()));
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
        client.UseSocketsHttpHandler(
            (sockets, services) =>
            {
                sockets.AutomaticDecompression = DecompressionMethods.All;
                sockets.ConnectCallback = new GateConnection(
                    services.GetRequiredKeyedService<GateRules>(ClientOf(provider.Name)),
                    services.GetRequiredService<HostConnection>()
                ).OpenAsync;
            }
        );
    }
}
