using Dapper;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Operations;

/// <summary>Whether storage answers.</summary>
internal sealed class StorageHealth(Database database) : IHealthCheck
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Timeout);
            await using var connection = await database.OpenAsync(limit.Token);
            await connection.ExecuteScalarAsync<long>(
                new CommandDefinition("SELECT count(*) FROM schema_versions", cancellationToken: limit.Token)
            );
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("storage does not answer", exception);
        }
    }
}

internal static class Health
{
    public static void AddHealth(this WebApplicationBuilder builder) =>
        builder.Services.AddHealthChecks().AddCheck<StorageHealth>("storage");

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet(
                "/health/live",
                () => Results.Json(new HealthAnswer("healthy", new Dictionary<string, string>(StringComparer.Ordinal)))
            )
            .WithName("Live")
            .WithSummary("The process is up")
            .WithTags("Operations")
            .Produces<HealthAnswer>();
        app.MapGet("/health/ready", ReadyAsync)
            .WithName("Ready")
            .WithSummary("Storage and configuration are usable")
            .WithTags("Operations")
            .Produces<HealthAnswer>()
            .Produces<HealthAnswer>(503);
    }

    private static async Task<IResult> ReadyAsync(HealthCheckService health, CancellationToken cancellationToken)
    {
        var report = await health.CheckHealthAsync(cancellationToken);
        var checks = report.Entries.ToDictionary(
            entry => entry.Key,
            entry => entry.Value.Status.ToString().ToLowerInvariant(),
            StringComparer.Ordinal
        );
        return Results.Json(
            new HealthAnswer(report.Status.ToString().ToLowerInvariant(), checks),
            statusCode: report.Status == HealthStatus.Unhealthy ? 503 : 200
        );
    }
}

/// <summary>How the service is.</summary>
/// <param name="Status"><c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>.</param>
/// <param name="Checks">The same per part.</param>
internal sealed record HealthAnswer(string Status, IReadOnlyDictionary<string, string> Checks);
