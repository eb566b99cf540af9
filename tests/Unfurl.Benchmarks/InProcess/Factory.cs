using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Unfurl.Server.Previews;
using Unfurl.Testing;

namespace Unfurl.Benchmarks.InProcess;

/// <summary>The service with another memory budget than its default, in bytes.</summary>
internal sealed class Factory(IReadOnlyDictionary<string, string?> settings, long budget)
    : WebApplicationFactory<MemoryLevel>
{
    public const long Ample = 4L * 1024 * 1024 * 1024;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseContentRoot(RepositoryRoot.File("src", "Unfurl.Server"));
        foreach (var (key, value) in settings)
            builder.UseSetting(key, value);
        builder.ConfigureServices(services =>
            services.Replace(
                ServiceDescriptor.Singleton(provider => new MemoryLevel(
                    budget,
                    provider.GetRequiredService<Invalidations>(),
                    provider.GetRequiredService<TimeProvider>()
                ))
            )
        );
    }
}
