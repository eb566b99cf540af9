using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;
using Unfurl.Development;

[assembly: HostingStartup(typeof(DevelopmentStartup))]

namespace Unfurl.Development;

/// <summary>Adds Notion and a provider to the service where neither is configured; only in Development.</summary>
/// <remarks>https://learn.microsoft.com/aspnet/core/fundamentals/host/platform-specific-configuration</remarks>
public sealed class DevelopmentStartup : IHostingStartup
{
    public void Configure(IWebHostBuilder builder)
    {
        var acme = new AcmeDemo();
        var notion = new NotionDemo();
        builder.ConfigureAppConfiguration(
            (context, configuration) =>
            {
                if (!context.HostingEnvironment.IsDevelopment())
                    return;
                var configured = context.Configuration;
                acme.AddConfiguration(configuration, configured);
                notion.AddConfiguration(configuration, configured, acme.HasSite);
            }
        );
        builder.ConfigureServices(
            (context, services) =>
            {
                if (!context.HostingEnvironment.IsDevelopment())
                    return;
                acme.AddServices(services);
                SimulatedNotion.AddServices(services);
                notion.AddServices(services);
            }
        );
    }
}
