using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Unfurl.Server.Previews.Redis;

/// <summary>Without Redis the service goes on, only less well.</summary>
internal sealed class RedisHealth(RedisConnection redis) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        Task.FromResult(
            redis is { IsUp: true, Trouble: null }
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded($"Redis cannot be used fully: {redis.Trouble}")
        );
}
