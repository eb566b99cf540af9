using Microsoft.Extensions.DependencyInjection;
using Unfurl.Server.Updates;

namespace Unfurl.IntegrationTests.Updates;

/// <summary>Disables the workers, for tests of the rows that a delivery creates.</summary>
internal static class UpdateWorkers
{
    public static void Remove(IServiceCollection services)
    {
        var workers = services.Where(it => it.ImplementationType?.IsSubclassOf(typeof(UpdateWorker)) == true).ToList();
        workers.ShouldNotBeEmpty();
        foreach (var worker in workers)
            services.Remove(worker);
    }
}
