using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Unfurl.Notion.Lab;
using Unfurl.Notion.Portal;
using Unfurl.Simulator;

namespace Unfurl.Development;

/// <summary>
/// The simulator plays Notion: mounted in the service where <c>Unfurl:Notion:ApiUrl</c> is its address there, which is
/// the default without a connection of one's own.
/// </summary>
internal static class SimulatedNotion
{
    private const string Path = "/lab/notion";

    public static void AddServices(IServiceCollection services)
    {
        services.AddSingleton<INotionWorkspace>(provider => new SimulatorClient(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(SimulatorClient)),
            provider.GetRequiredService<LinkPreviewConnection>().ApiUrl
        ));
        services.AddSingleton(provider => new NotionSimulator(
            () => Options(provider.GetRequiredService<LinkPreviewConnection>()),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(nameof(NotionSimulator))
        ));
        services.AddSingleton<Action<IEndpointRouteBuilder>>(provider => endpoints => Map(endpoints, provider));
    }

    internal static SimulatorOptions Options(LinkPreviewConnection connection)
    {
        var client = connection.Client();
        return new()
        {
            BaseUrl = connection.ApiUrl,
            AuthorizeUrl = connection.AuthorizeUrl,
            TokenUrl = connection.TokenUrl,
            UnfurlUrl = connection.UnfurlUrl,
            DeletionUrl = connection.DeletionUrl,
            ClientId = client.Id,
            ClientSecret = client.Secret,
            NotionClientId = connection.NotionClient.Id,
            NotionClientSecret = connection.NotionClient.Secret,
            NotionVersion = connection.Version,
        };
    }

    private static void Map(IEndpointRouteBuilder endpoints, IServiceProvider services)
    {
        var connection = services.GetRequiredService<LinkPreviewConnection>();
        if (connection.ApiUrl == new Uri(connection.AuthorizeUrl, Path))
            endpoints.MapNotionSimulator(Path, services.GetRequiredService<NotionSimulator>());
    }
}
