using System.Net;
using System.Threading.RateLimiting;

namespace Unfurl.Server.Connections.SignIn;

/// <summary>Who tries a key.</summary>
/// <param name="Session">The account that is signed in, or the browser that came from Notion; null for neither.</param>
internal readonly record struct Visitor(IPAddress? Address, string? Session);

/// <summary>Limits how many keys are tried: each costs a call of the provider, and somebody may be guessing.</summary>
internal sealed class KeyTries : IDisposable
{
    private const int PerSession = 10;

    // Everybody in an office has the same address.
    private const int PerAddress = 60;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly PartitionedRateLimiter<Visitor> _limiter = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<Visitor, string>(visitor =>
            visitor.Session is { } session
                ? RateLimitPartition.GetFixedWindowLimiter(session, _ => Limit(PerSession))
                : RateLimitPartition.GetNoLimiter("")
        ),
        PartitionedRateLimiter.Create<Visitor, string>(visitor =>
            RateLimitPartition.GetFixedWindowLimiter($"{visitor.Address}", _ => Limit(PerAddress))
        )
    );

    public bool IsAllowed(Visitor visitor)
    {
        using var lease = _limiter.AttemptAcquire(visitor);
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();

    private static FixedWindowRateLimiterOptions Limit(int permits) => new() { PermitLimit = permits, Window = Window };
}
