using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Unfurl.Server.Notion.Push;

namespace Unfurl.IntegrationTests.Updates;

/// <summary>Disables the workers, for tests of the rows that a delivery creates.</summary>
internal static class UpdateWorkers
{
    public static void Remove(IServiceCollection services)
    {
        var workers = services
            .Where(it =>
                it.ServiceType == typeof(IHostedService) && it.ImplementationType is { } type && IsUpdating(type)
            )
            .ToList();
        workers.ShouldNotBeEmpty();
        foreach (var worker in workers)
            services.Remove(worker);
    }

    private static bool IsUpdating(Type worker) =>
        worker == typeof(PushWorker) || worker.Namespace!.StartsWith("Unfurl.Server.Updates", StringComparison.Ordinal);
}
