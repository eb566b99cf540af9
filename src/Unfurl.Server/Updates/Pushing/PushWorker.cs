using System.Diagnostics;
using Unfurl.Notion.Api;

namespace Unfurl.Server.Updates.Pushing;

/// <summary>Tells Notion what previews show now, and minds what Notion answers.</summary>
internal sealed class PushWorker(
    DuePushRepository pushes,
    NotionTokens tokens,
    NotionClient notion,
    TrackedPreviews tracked,
    PushSignal signal,
    Retries retries,
    UpdateMetrics metrics,
    TimeProvider time,
    ILogger<PushWorker> logger
) : UpdateWorker(AtOnce, signal, time, logger)
{
    /// <summary>Calls to Notion under way at once.</summary>
    private const int AtOnce = 16;

    private static readonly TimeSpan LongestRetry = TimeSpan.FromHours(1);

    /// <summary>What did not work for so long is parked: the next change, or opening the page, shows the state again.</summary>
    private static readonly TimeSpan LongestTry = TimeSpan.FromDays(1);

    protected override async Task<bool> WorkAsync(Action claimed, CancellationToken cancellationToken)
    {
        if (await pushes.ClaimAsync(cancellationToken) is not { } claim)
            return false;
        claimed();
        using var activity = UpdateActivities.Start("push", claim.Trace);
        var outcome = await PushAsync(claim, cancellationToken);
        activity?.SetTag("outcome", outcome);
        metrics.Pushed(outcome, Time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(claim.RequestedAt));
        return true;
    }

    /// <returns>What became of it, in a word.</returns>
    private async Task<string> PushAsync(ClaimedPush claim, CancellationToken cancellationToken)
    {
        if (pushes.OperationsOf(claim) is not { } operations)
        {
            await pushes.ParkAsync(claim, PushProblems.Unreadable, cancellationToken);
            return PushProblems.Unreadable;
        }
        if (await tokens.FindAsync(claim.GrantId, cancellationToken) is not { } token)
            return await NeedsReconnectAsync(claim, null, cancellationToken);

        var result = await notion.UpdateAsync(token, claim.Uri, operations, cancellationToken);
        if (result is UpdateResult.Unauthorized)
        {
            switch (await tokens.RenewAsync(claim.GrantId, token, cancellationToken))
            {
                case RenewedToken.Good good:
                    token = good.AccessToken;
                    result = await notion.UpdateAsync(token, claim.Uri, operations, cancellationToken);
                    break;
                case RenewedToken.Unknown:
                    result = new UpdateResult.Unavailable("the token could not be renewed", TimeSpan.Zero);
                    break;
            }
        }
        return result is UpdateResult.Unauthorized
            ? await NeedsReconnectAsync(claim, token, cancellationToken)
            : await MindAsync(claim, result, cancellationToken);
    }

    private async Task<string> MindAsync(ClaimedPush claim, UpdateResult result, CancellationToken cancellationToken)
    {
        switch (result)
        {
            case UpdateResult.Accepted:
                await pushes.DoneAsync(claim, cancellationToken);
                return "accepted";
            case UpdateResult.NotFound:
                await tracked.StopAsync(claim.GrantId, claim.Uri, cancellationToken);
                return "not_found";
            case UpdateResult.RateLimited limited:
                await pushes.HoldAsync(claim.WorkspaceId, limited.Wait, cancellationToken);
                await pushes.RetryAsync(
                    claim,
                    limited.Wait,
                    countsAsAttempt: false,
                    PushProblems.RateLimited,
                    cancellationToken
                );
                return PushProblems.RateLimited;
            case UpdateResult.Overloaded overloaded:
                await pushes.HoldAsync(workspaceId: null, overloaded.Wait, cancellationToken);
                await pushes.RetryAsync(
                    claim,
                    overloaded.Wait,
                    countsAsAttempt: false,
                    PushProblems.Overloaded,
                    cancellationToken
                );
                return PushProblems.Overloaded;
            case UpdateResult.Rejected:
                await pushes.ParkAsync(claim, PushProblems.Rejected, cancellationToken);
                return PushProblems.Rejected;
            case UpdateResult.Unavailable unavailable:
                await pushes.HoldAsync(claim.WorkspaceId, unavailable.Wait, cancellationToken);
                var age = Time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(claim.RequestedAt);
                if (age >= LongestTry)
                    await pushes.ParkAsync(claim, PushProblems.Unavailable, cancellationToken);
                else
                    await pushes.RetryAsync(
                        claim,
                        retries.After(claim.Attempts, LongestRetry),
                        countsAsAttempt: true,
                        PushProblems.Unavailable,
                        cancellationToken
                    );
                return PushProblems.Unavailable;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>The push stays, and is due again once its user has connected again.</summary>
    private async Task<string> NeedsReconnectAsync(
        ClaimedPush claim,
        Secret? refused,
        CancellationToken cancellationToken
    )
    {
        await tokens.EndAsync(claim.GrantId, refused, cancellationToken);
        await pushes.RetryAsync(
            claim,
            TimeSpan.Zero,
            countsAsAttempt: false,
            PushProblems.Reconnect,
            cancellationToken
        );
        return PushProblems.Reconnect;
    }
}
