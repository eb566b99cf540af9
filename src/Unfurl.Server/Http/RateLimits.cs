using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Unfurl.Server.Http;

/// <summary>
/// Limits requests that need no token. The framework's own middleware never disposes its limiter, whose timer keeps a
/// stopped application in memory (dotnet/aspnetcore#66434).
/// </summary>
internal sealed class RateLimits : IDisposable
{
    /// <summary>For starting an authorization, per address.</summary>
    public const string Authorization = "authorization";

    /// <summary>For starting a sign-in, per address. Connecting takes one of each, so they do not share a limit.</summary>
    public const string SignIn = "sign-in";

    // Everybody in an office has the same address, and may connect in the same minute.
    private static readonly FixedWindowRateLimiterOptions PerAddress = new()
    {
        PermitLimit = 300,
        Window = TimeSpan.FromMinutes(1),
    };

    private readonly PartitionedRateLimiter<(string Policy, IPAddress? Address)> _limiter =
        PartitionedRateLimiter.Create<(string, IPAddress?), (string, IPAddress?)>(caller =>
            RateLimitPartition.GetFixedWindowLimiter(caller, _ => PerAddress)
        );

    /// <summary>Follows routing, and precedes what costs a query.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (IsAllowed(context))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = "60";
        return Task.CompletedTask;
    }

    private bool IsAllowed(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName is not { } policy)
            return true;
        using var lease = _limiter.AttemptAcquire((policy, context.Connection.RemoteIpAddress));
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
