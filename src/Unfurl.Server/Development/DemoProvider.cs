using Unfurl.Demo;
using Unfurl.Demo.Site;
using Unfurl.Server.Configuration;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Development;

/// <summary>A made-up company to try things with: its adapter, and its site where nobody configured another.</summary>
internal static class DemoProvider
{
    private const string Name = "acme";
    private const string Path = "/demo";

    /// <summary>The demo's adapter type, in Development.</summary>
    public static IEnumerable<IProviderType> Types(IHostEnvironment environment) =>
        environment.IsDevelopment() ? [new AcmeProviderType()] : [];

    /// <summary>Configures the demo instance unless one is configured already, and starts its site with it.</summary>
    public static void AddDemoProvider(this WebApplicationBuilder builder, UnfurlSettings settings)
    {
        if (!builder.Environment.IsDevelopment() || IsConfigured(builder.Configuration))
            return;

        var options = new AcmeSiteOptions
        {
            ClientSecret = SecretProtector.NewToken(),
            RedirectUris = [settings.UrlOf($"/signin/{Name}/callback")],
        };
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                [$"Unfurl:Providers:{Name}:Type"] = "Acme",
                [$"Unfurl:Providers:{Name}:Host"] = AcmeCatalog.Host,
                [$"Unfurl:Providers:{Name}:WebUrl"] = settings.UrlOf(Path).AbsoluteUri,
                [$"Unfurl:Providers:{Name}:ClientId"] = options.ClientId,
                [$"Unfurl:Providers:{Name}:ClientSecret"] = options.ClientSecret.Reveal(),
            }
        );
        builder.Services.AddSingleton(services => new AcmeSite(options, services.GetRequiredService<TimeProvider>()));
    }

    public static void MapDemoProvider(this WebApplication app)
    {
        if (app.Services.GetService<AcmeSite>() is { } site)
            app.MapAcmeSite(Path, site);
    }

    private static bool IsConfigured(ConfigurationManager configuration) =>
        configuration
            .GetSection("Unfurl:Providers")
            .GetChildren()
            .Any(instance =>
                instance.Key.Equals(Name, StringComparison.OrdinalIgnoreCase)
                || string.Equals(instance["Type"], "Acme", StringComparison.OrdinalIgnoreCase)
            );
}
