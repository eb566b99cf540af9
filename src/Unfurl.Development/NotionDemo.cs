using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Unfurl.Demo.Site;
using Unfurl.Notion.Api;
using Unfurl.Notion.Lab;
using Unfurl.Notion.Portal;
using Unfurl.Simulator;

namespace Unfurl.Development;

/// <summary>
/// A database of Acme's links that fills itself: where both Acme and Notion are played here, and no connection is configured.
/// </summary>
internal sealed class NotionDemo
{
    /// <summary>A key of the host: <c>false</c> leaves the database out.</summary>
    public const string Switch = "demoDatabase";

    private readonly Secret _token = DemoConnection.NewToken();

    private bool _isOn;

    public void AddConfiguration(IConfigurationBuilder builder, IConfiguration configured, bool hasAcme)
    {
        var notion = configured.GetSection("Unfurl:Notion");
        _isOn =
            hasAcme
            && !string.Equals(configured[Switch], "false", StringComparison.OrdinalIgnoreCase)
            && !notion.GetSection("Connections").GetChildren().Any()
            && notion["ApiUrl"] is null
            && notion["ClientId"] is null;
        if (_isOn)
            builder.AddInMemoryCollection([
                new($"Unfurl:Notion:Connections:{DemoConnection.Name}:Token", _token.Reveal()),
            ]);
    }

    public void AddServices(IServiceCollection services)
    {
        if (!_isOn)
            return;
        services.AddSingleton<ServerStarted>();
        services.AddTransient<ServerStartedHandler>();
        services.AddHttpClient(nameof(NotionRestClient)).AddHttpMessageHandler<ServerStartedHandler>();
        services.AddSingleton(provider => new DemoDatabase(
            provider.GetRequiredService<NotionSimulator>(),
            provider.GetRequiredService<LinkPreviewConnection>(),
            provider.GetRequiredService<AcmeSite>(),
            _token
        ));
        services.AddSingleton<ILabDatabase>(provider => provider.GetRequiredService<DemoDatabase>());
        services.AddHostedService<DemoEnrichment>();
    }
}
