using System.Diagnostics;
using System.Text;
using Unfurl.Notion.Api;
using Unfurl.Server.Configuration;
using Unfurl.Server.Storage;
using Unfurl.Server.Tracking;
using Unfurl.Server.Updates;
using Unfurl.Server.Updates.Jobs;

namespace Unfurl.Server.Notion.Push;

/// <summary>Pushes the state of displays to Notion and handles Notion's responses.</summary>
internal sealed class PushWorker(
    PushQueue queue,
    NotionTokens tokens,
    SecretProtector protector,
    NotionClient notion,
    UnfurlOptions settings,
    DisplayTracker displays,
    PushSignal signal,
    Retries retries,
    UpdateMetrics metrics,
    StorageClock time,
    ILogger<PushWorker> logger
) : JobWorker<PushJob>(MaxConcurrency, signal, time, logger)
{
    // Maximum number of calls to Notion in progress.
    private const int MaxConcurrency = 16;

    private static readonly PushFailure NoResponse = new(PushProblems.Unavailable) { MayHaveArrived = true };

    private static readonly TimeSpan MaxRetryDelay = JobTimes.MaxRetryDelay;

    // Older pushes are dead-lettered. The next change, or opening the page, shows the state again.
    private static readonly TimeSpan MaxAge = TimeSpan.FromDays(1);

    protected override async Task<IReadOnlyList<PushJob>> LeaseAsync(int max, CancellationToken cancellationToken)
    {
        var (jobs, next) = await queue.LeaseAsync(max, cancellationToken);
        if (next is { } at)
            signal.RaiseAt(at);
        return jobs;
    }

    protected override async Task ProcessAsync(PushJob job, CancellationToken cancellationToken)
    {
        using var activity = UpdateActivities.Start("push", job.Trace);
        var outcome = await PushAsync(job, cancellationToken);
        activity?.SetTag("outcome", outcome);
        metrics.Pushed(outcome, Time.GetUtcNow() - job.RequestedAt);
    }

    // Returns the outcome, for the metric's label.
    private async Task<string> PushAsync(PushJob job, CancellationToken cancellationToken)
    {
        if (job.IsStopped)
            return await FailAsync(job, NoResponse, cancellationToken);
        // The next change is pushed again, should it be listed by then.
        if (!settings.Notion.Admits(job.Lane))
            return await FailAsync(job, new(PushProblems.WorkspaceNotListed) { IsFinal = true }, cancellationToken);
        if (protector.Read(job.Payload) is not { } operations)
            return await FailAsync(job, new(PushProblems.Unreadable) { IsFinal = true }, cancellationToken);
        if (await tokens.FindAsync(job.GrantId, cancellationToken) is not { } token)
            return await NeedsReconnectAsync(job, null, cancellationToken);

        switch (
            await notion.UpdateAsync(token, job.Uri, Encoding.UTF8.GetBytes(operations.Reveal()), cancellationToken)
        )
        {
            case UpdateResult.Accepted:
                await queue.CompleteAsync(job, cancellationToken);
                return "accepted";
            case UpdateResult.NotFound:
                await displays.UntrackAsync(job.GrantId, job.Uri, cancellationToken);
                return "not_found";
            case UpdateResult.Unauthorized:
                return await RenewAsync(job, token, cancellationToken);
            case UpdateResult.RateLimited limited:
                return await ThrottleAsync(job, new(PushProblems.RateLimited), limited.Wait, cancellationToken);
            case UpdateResult.Overloaded overloaded:
                return await ThrottleAsync(
                    job,
                    new(PushProblems.Overloaded) { ThrottlesAllWorkspaces = true },
                    overloaded.Wait,
                    cancellationToken
                );
            case UpdateResult.Rejected:
                return await FailAsync(job, new(PushProblems.Rejected) { IsFinal = true }, cancellationToken);
            case UpdateResult.Unavailable unavailable:
                return await BackOffAsync(job, NoResponse with { ThrottledFor = unavailable.Wait }, cancellationToken);
            default:
                throw new UnreachableException();
        }
    }

    // Queues the job again at once after a renewal, because the workspace's rate limit counts both calls. A token that
    // is rejected right after a renewal is not renewed again.
    private async Task<string> RenewAsync(PushJob job, Secret rejected, CancellationToken cancellationToken)
    {
        var renewed =
            job.Problem == PushProblems.Renewed
                ? new TokenRenewal.Revoked()
                : await tokens.RenewAsync(job.GrantId, rejected, cancellationToken);
        return renewed switch
        {
            TokenRenewal.Active => await FailAsync(job, new(PushProblems.Renewed), cancellationToken),
            TokenRenewal.Revoked => await NeedsReconnectAsync(job, rejected, cancellationToken),
            TokenRenewal.Unknown => await BackOffAsync(job, new(PushProblems.Unavailable), cancellationToken),
            _ => throw new UnreachableException(),
        };
    }

    private Task<string> ThrottleAsync(
        PushJob job,
        PushFailure failure,
        TimeSpan wait,
        CancellationToken cancellationToken
    ) => FailAsync(job, failure with { RetryAfter = wait, ThrottledFor = wait }, cancellationToken);

    private Task<string> BackOffAsync(PushJob job, PushFailure failure, CancellationToken cancellationToken)
    {
        var age = Time.GetUtcNow() - job.RequestedAt;
        var backOff = failure with
        {
            RetryAfter = retries.After(job.Attempts, MaxRetryDelay),
            CountsAsAttempt = true,
            IsFinal = age >= MaxAge,
        };
        return FailAsync(job, backOff, cancellationToken);
    }

    // Keeps the job. It is due again once the user has connected again.
    private async Task<string> NeedsReconnectAsync(PushJob job, Secret? rejected, CancellationToken cancellationToken)
    {
        await tokens.MarkRevokedAsync(job.GrantId, rejected, cancellationToken);
        return await FailAsync(job, new(PushProblems.Reconnect), cancellationToken);
    }

    private async Task<string> FailAsync(PushJob job, PushFailure failure, CancellationToken cancellationToken)
    {
        await queue.FailAsync(job, failure, cancellationToken);
        return failure.Problem!;
    }
}
