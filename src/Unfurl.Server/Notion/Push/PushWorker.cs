using System.Diagnostics;
using Unfurl.Notion.Api;
using Unfurl.Server.Tracking;
using Unfurl.Server.Updates;

namespace Unfurl.Server.Notion.Push;

/// <summary>Tells Notion what previews show now, and minds what Notion answers.</summary>
internal sealed class PushWorker(
    LeasedPushJobRepository pushes,
    NotionTokens tokens,
    NotionClient notion,
    DisplayTracker tracked,
    PushSignal signal,
    Retries retries,
    UpdateMetrics metrics,
    TimeProvider time,
    ILogger<PushWorker> logger
) : UpdateWorker(MaxConcurrency, signal, time, logger)
{
    /// <summary>Calls to Notion under way at once.</summary>
    private const int MaxConcurrency = 16;

    private static readonly PushFailure NoResponse = new(PushProblems.Unavailable) { MayHaveArrived = true };

    private static readonly TimeSpan MaxRetryDelay = TimeSpan.FromHours(1);

    /// <summary>What did not work for so long is parked: the next change, or opening the page, shows the state again.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromDays(1);

    protected override async Task<bool> ProcessNextAsync(Action claimed, CancellationToken cancellationToken)
    {
        var (claim, next) = await pushes.LeaseAsync(cancellationToken);
        if (claim is null)
        {
            if (next is { } at)
                signal.RaiseAt(at);
            return false;
        }
        claimed();
        using var activity = UpdateActivities.Start("push", claim.Trace);
        var outcome = await PushAsync(claim, cancellationToken);
        activity?.SetTag("outcome", outcome);
        metrics.Pushed(outcome, Time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(claim.RequestedAt));
        return true;
    }

    /// <returns>What became of it, in a word.</returns>
    private async Task<string> PushAsync(LeasedPushJob claim, CancellationToken cancellationToken)
    {
        if (claim.IsParked == 1)
            return await FailAsync(claim, NoResponse, cancellationToken);
        if (pushes.OperationsOf(claim) is not { } operations)
            return await FailAsync(claim, new(PushProblems.Unreadable) { IsFinal = true }, cancellationToken);
        if (await tokens.FindAsync(claim.GrantId, cancellationToken) is not { } token)
            return await NeedsReconnectAsync(claim, null, cancellationToken);

        switch (await notion.UpdateAsync(token, claim.Uri, operations, cancellationToken))
        {
            case UpdateResult.Accepted:
                await pushes.CompleteAsync(claim, cancellationToken);
                return "accepted";
            case UpdateResult.NotFound:
                await tracked.UntrackAsync(claim.GrantId, claim.Uri, cancellationToken);
                return "not_found";
            case UpdateResult.Unauthorized:
                return await RenewAsync(claim, token, cancellationToken);
            case UpdateResult.RateLimited limited:
                return await ThrottleAsync(claim, new(PushProblems.RateLimited), limited.Wait, cancellationToken);
            case UpdateResult.Overloaded overloaded:
                return await ThrottleAsync(
                    claim,
                    new(PushProblems.Overloaded) { ThrottlesAllWorkspaces = true },
                    overloaded.Wait,
                    cancellationToken
                );
            case UpdateResult.Rejected:
                return await FailAsync(claim, new(PushProblems.Rejected) { IsFinal = true }, cancellationToken);
            case UpdateResult.Unavailable unavailable:
                return await BackOffAsync(
                    claim,
                    NoResponse with
                    {
                        ThrottledFor = unavailable.Wait,
                    },
                    cancellationToken
                );
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>
    /// With the new token it is due at once, as another call: the workspace's limit counts both. Renewed for nothing, the
    /// token is not renewed over and over.
    /// </summary>
    private async Task<string> RenewAsync(LeasedPushJob claim, Secret refused, CancellationToken cancellationToken)
    {
        var renewed =
            claim.Problem == PushProblems.Renewed
                ? new TokenRenewal.Revoked()
                : await tokens.RenewAsync(claim.GrantId, refused, cancellationToken);
        return renewed switch
        {
            TokenRenewal.Active => await FailAsync(claim, new(PushProblems.Renewed), cancellationToken),
            TokenRenewal.Revoked => await NeedsReconnectAsync(claim, refused, cancellationToken),
            TokenRenewal.Unknown => await BackOffAsync(claim, new(PushProblems.Unavailable), cancellationToken),
            _ => throw new UnreachableException(),
        };
    }

    private Task<string> ThrottleAsync(
        LeasedPushJob claim,
        PushFailure failure,
        TimeSpan wait,
        CancellationToken cancellationToken
    ) => FailAsync(claim, failure with { RetryAfter = wait, ThrottledFor = wait }, cancellationToken);

    private Task<string> BackOffAsync(LeasedPushJob claim, PushFailure failure, CancellationToken cancellationToken)
    {
        var age = Time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(claim.RequestedAt);
        var backOff = failure with
        {
            RetryAfter = retries.After(claim.Attempts, MaxRetryDelay),
            CountsAsAttempt = true,
            IsFinal = age >= MaxAge,
        };
        return FailAsync(claim, backOff, cancellationToken);
    }

    /// <summary>The push stays, and is due again once its user has connected again.</summary>
    private async Task<string> NeedsReconnectAsync(
        LeasedPushJob claim,
        Secret? refused,
        CancellationToken cancellationToken
    )
    {
        await tokens.MarkRevokedAsync(claim.GrantId, refused, cancellationToken);
        return await FailAsync(claim, new(PushProblems.Reconnect), cancellationToken);
    }

    private async Task<string> FailAsync(LeasedPushJob claim, PushFailure failure, CancellationToken cancellationToken)
    {
        await pushes.FailAsync(claim, failure, cancellationToken);
        return failure.Problem;
    }
}
