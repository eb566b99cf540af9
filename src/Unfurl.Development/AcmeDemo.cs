using System.Security.Cryptography;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Unfurl.Demo;
using Unfurl.Demo.Site;
using Unfurl.Notion.Lab;
using Unfurl.Notion.Portal;

namespace Unfurl.Development;

/// <summary>A made-up company to try links of: its adapter, and its site where no other is configured.</summary>
internal sealed class AcmeDemo
{
    public const string Name = "acme";

    private readonly Secret _clientSecret = NewSecret();
    private readonly Secret _webhookSecret = NewSecret();

    /// <summary>Whether the site is hosted here: nobody has configured Acme.</summary>
    public bool HasSite { get; private set; }

    /// <summary>Configures the demo instance unless one is configured already.</summary>
    public void AddConfiguration(IConfigurationBuilder builder, IConfiguration configured)
    {
        if (IsConfigured(configured))
            return;
        HasSite = true;
        // The adapter's own default for WebUrl is where the site is mounted below.
        builder.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                [$"Unfurl:Providers:{Name}:Type"] = "Acme",
                [$"Unfurl:Providers:{Name}:Host"] = AcmeCatalog.Host,
                [$"Unfurl:Providers:{Name}:ClientId"] = new AcmeSiteOptions().ClientId,
                [$"Unfurl:Providers:{Name}:ClientSecret"] = _clientSecret.Reveal(),
                [$"Unfurl:Providers:{Name}:WebhookSecret"] = _webhookSecret.Reveal(),
            }
        );
    }

    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton(Examples());
        if (!HasSite)
            return;
        services.AddSingleton(Site);
        services.AddHostedService<AcmeWebhookSender>();
        services.AddSingleton<Action<IEndpointRouteBuilder>>(provider =>
            endpoints => endpoints.MapAcmeSite(AcmeProviderType.SitePath, provider.GetRequiredService<AcmeSite>())
        );
    }

    private AcmeSite Site(IServiceProvider services)
    {
        var connection = services.GetRequiredService<LinkPreviewConnection>();
        return new AcmeSite(
            new AcmeSiteOptions
            {
                ClientSecret = _clientSecret,
                WebhookUrl = new Uri(connection.AuthorizeUrl, $"/webhooks/{Name}"),
                WebhookSecret = _webhookSecret,
                RedirectUris = [new Uri(connection.AuthorizeUrl, $"/signin/{Name}/callback")],
            },
            services.GetRequiredService<TimeProvider>()
        );
    }

    private static LabExamples Examples() =>
        new(
            AcmeCatalog.Host,
            "Acme is made up; its people are Ada and Ben.",
            AcmeProviderType.SitePath,
            [
                .. AcmeCatalog.Links.Select(link => new LabExample(
                    link.Url,
                    link.Title,
                    link.Description,
                    link.VisibleTo
                )),
            ]
        );

    private static Secret NewSecret() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));

    private static bool IsConfigured(IConfiguration configuration) =>
        configuration
            .GetSection("Unfurl:Providers")
            .GetChildren()
            .Any(instance =>
                instance.Key.Equals(Name, StringComparison.OrdinalIgnoreCase)
                || string.Equals(instance["Type"], "Acme", StringComparison.OrdinalIgnoreCase)
            );
}
