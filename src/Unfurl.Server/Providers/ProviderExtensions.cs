using Unfurl.Server.Http;
using Unfurl.Server.Providers.Gate;

namespace Unfurl.Server.Providers;

internal static class ProviderExtensions
{
    public static void AddProviders(this WebApplicationBuilder builder, IReadOnlyList<ConfiguredProvider> configured)
    {
        // An instance is not disposed of with the container, so calls that outlive it can still end.
        builder.Services.AddKeyedSingleton<SemaphoreSlim>(
            typeof(ConcurrentCallsHandler),
            new SemaphoreSlim(ConcurrentCallsHandler.MaxCalls)
        );
        builder.Services.AddSingleton<RegistrationHttp>();
        foreach (var provider in configured)
            builder.Services.AddProviderClient(provider);
        builder.Services.AddSingleton(services =>
        {
            var http = services.GetRequiredService<IHttpClientFactory>();
            var time = services.GetRequiredService<TimeProvider>();
            var logger = services.GetRequiredService<ILogger<AdapterLog>>();
            return new ProviderRegistry(
                configured.Select(provider => new ProviderInstance(
                    provider,
                    http.CreateClient(ProviderHttp.ClientOf(provider.Name)),
                    time,
                    logger,
                    services.GetRequiredKeyedService<GateRules>(ProviderHttp.ClientOf(provider.Name))
                ))
            );
        });
    }

    // Notion loads these pictures without a session.
    public static void MapProviders(this WebApplication app) =>
        app.MapGet(
                "/icons/{provider}/{name}.png",
                (string provider, string name, ProviderRegistry providers, HttpResponse response) =>
                {
                    if (
                        !providers.TryGet(provider, out var instance)
                        || !instance.Adapter.Icons.TryGetValue(name, out var png)
                    )
                        return Results.NotFound();
                    // A new version may contain a new picture.
                    response.Headers.CacheControl = "public, max-age=86400";
                    return Results.Bytes(png, "image/png");
                }
            )
            .WithName("Icon")
            .WithSummary("A picture that an adapter brings along, shown in previews")
            .WithTags("Pages")
            .Produces<byte[]>(200, "image/png")
            .Produces(404)
            .TakesHead();
}
