using Microsoft.Extensions.Diagnostics.HealthChecks;
using Unfurl.Server.Http;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Hosting;

internal sealed class StorageHealth(Database database) : IHealthCheck
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private Task _probe = Task.CompletedTask;

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            // Drivers may ignore the token while a connection hangs, so the wait itself has a limit.
            await ProbeAsync().WaitAsync(Timeout, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("the database does not respond, or cannot be written");
        }
    }

    // Callers share a probe, because it writes and anybody may ask. One that began earlier may have failed for a reason that is
    // over.
    private async Task ProbeAsync()
    {
        var (probe, isShared) = Join();
        try
        {
            await probe;
        }
        catch (Exception) when (isShared)
        {
            await Join().Probe;
        }
    }

    private (Task Probe, bool IsShared) Join()
    {
        lock (_gate)
        {
            if (!_probe.IsCompleted)
                return (_probe, true);
            _probe = Task.Run(() => database.ProbeAsync(CancellationToken.None));
            return (_probe, false);
        }
    }
}

internal static class Health
{
    public static void AddHealth(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<StorageHealth>();
        builder.Services.AddHealthChecks().AddCheck<StorageHealth>("storage");
    }

    public static void MapHealth(this WebApplication app)
    {
        // Short-circuited, because reading a session may wait for the database.
        app.MapGet("/health/live", Live)
            .WithName("Live")
            .WithSummary("The process is running")
            .WithTags("Operations")
            .Produces<HealthResponse>()
            .TakesHead()
            .ShortCircuit();
        app.MapGet("/health/ready", ReadyAsync)
            .WithName("Ready")
            .WithSummary("Storage can be read and written")
            .WithTags("Operations")
            .Produces<HealthResponse>()
            .Produces<HealthResponse>(503)
            .TakesHead()
            .ShortCircuit();
    }

    private static IResult Live(HttpContext context) =>
        Respond(context, new HealthResponse("healthy", new Dictionary<string, string>(StringComparer.Ordinal)), 200);

    private static async Task<IResult> ReadyAsync(
        HttpContext context,
        HealthCheckService health,
        CancellationToken cancellationToken
    )
    {
        var report = await health.CheckHealthAsync(cancellationToken);
        var checks = report.Entries.ToDictionary(
            entry => entry.Key,
            entry => entry.Value.Status.ToString().ToLowerInvariant(),
            StringComparer.Ordinal
        );
        return Respond(
            context,
            new HealthResponse(report.Status.ToString().ToLowerInvariant(), checks),
            report.Status == HealthStatus.Unhealthy ? 503 : 200
        );
    }

    private static IResult Respond(HttpContext context, HealthResponse response, int status)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(response, statusCode: status);
    }
}

/// <summary>The health of the service.</summary>
/// <param name="Status"><c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>.</param>
/// <param name="Checks">The status of each part.</param>
internal sealed record HealthResponse(string Status, IReadOnlyDictionary<string, string> Checks);
