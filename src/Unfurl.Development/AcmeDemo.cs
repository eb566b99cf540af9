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
    private const string Name = "acme";

    private readonly Secret _clientSecret = new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));

    private bool _hasSite;

    /// <summary>Configures the demo instance unless one is configured already.</summary>
    public void AddConfiguration(IConfigurationBuilder builder, IConfiguration configured)
    {
        if (IsConfigured(configured))
            return;
        _hasSite = true;
        // The adapter's own default for WebUrl is where the site is mounted below.
        builder.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                [$"Unfurl:Providers:{Name}:Type"] = "Acme",
                [$"Unfurl:Providers:{Name}:Host"] = AcmeCatalog.Host,
                [$"Unfurl:Providers:{Name}:ClientId"] = new AcmeSiteOptions().ClientId,
                [$"Unfurl:Providers:{Name}:ClientSecret"] = _clientSecret.Reveal(),
            }
        );
    }

    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton(Examples());
        if (!_hasSite)
            return;
        services.AddSingleton(Site);
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

    private static bool IsConfigured(IConfiguration configuration) =>
        configuration
            .GetSection("Unfurl:Providers")
            .GetChildren()
            .Any(instance =>
                instance.Key.Equals(Name, StringComparison.OrdinalIgnoreCase)
                || string.Equals(instance["Type"], "Acme", StringComparison.OrdinalIgnoreCase)
            );
}
