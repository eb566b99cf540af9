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
        var demo = new AcmeDemo();
        builder.ConfigureAppConfiguration(
            (context, configuration) =>
            {
                if (context.HostingEnvironment.IsDevelopment())
                    demo.AddConfiguration(configuration, context.Configuration);
            }
        );
        builder.ConfigureServices(
            (context, services) =>
            {
                if (!context.HostingEnvironment.IsDevelopment())
                    return;
                demo.AddServices(services);
                SimulatedNotion.AddServices(services);
            }
        );
    }
}
