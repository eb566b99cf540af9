using Dapper;
using Unfurl.Server.Storage;
using Unfurl.Server.Updates.Jobs;
using Unfurl.Server.Updates.Refresh;

namespace Unfurl.Server.Notion.Push;

/// <summary>
/// Across all replicas, each display has at most one call in progress, and each workspace stays within Notion's rate
/// limit.
/// </summary>
internal sealed class PushQueue(Database database, RefreshQueue refreshes, StorageClock time)
    : JobQueue(PushJob.OfSurface, PushJob.OfKind, database, time)
{
    /// <summary>Notion accepts three calls a second for a workspace. A tenth covers differences in latency.</summary>
    public static readonly TimeSpan WorkspaceWindow = TimeSpan.FromSeconds(1.1);

    // A longer claim uses up what the window has beyond Notion's second.
    private static readonly TimeSpan MaxClaimDuration = TimeSpan.FromMilliseconds(50);

    // The lane that stands for all workspaces.
    private const string AllWorkspaces = "";

    // A lease takes one job of each workspace at most, so it reads more of them than it leases.
    private const int CandidatesPerLease = 4;

    private const string OfDisplay = "FROM displays d WHERE d.surface = j.surface AND d.id = j.display";

    private const string IsConnected =
        $"(SELECT g.needs_reconnect FROM grants g WHERE g.id = (SELECT d.grant_id {OfDisplay})) = 0";

    private const string HasDisplay = "surface = @Surface AND id = @Key";

    // Null unless the stored hash is that of this push: Notion may have applied either of two states.
    private const string ContentIfUnchanged = "CASE WHEN content = @State THEN content END";

    /// <summary>Leases the jobs that have been due the longest among the workspaces that are not throttled.</summary>
    /// <returns>The jobs; or, if all due jobs are throttled, when the first of them can be leased.</returns>
    public async Task<(IReadOnlyList<PushJob> Jobs, DateTimeOffset? Next)> LeaseAsync(
        int max,
        CancellationToken cancellationToken
    )
    {
        if (!await IsAnyDueAsync(cancellationToken))
            return ([], null);
        var (jobs, next, claimedAt) = await Database.InTransactionAsync(
            session => ClaimAsync(max, session),
            cancellationToken
        );
        // The limit counts from the calls, which follow.
        if (jobs.Count > 0 && Time.GetUtcNow() - claimedAt > MaxClaimDuration)
            await MoveClaimAsync(jobs, claimedAt, cancellationToken);
        return (jobs, next);
    }

    private async Task<(IReadOnlyList<PushJob> Jobs, DateTimeOffset? Next, DateTimeOffset ClaimedAt)> ClaimAsync(
        int max,
        Session session
    )
    {
        // The transaction may have waited for a lock.
        var now = Time.GetUtcNow();
        var candidates = await session.QueryAsync<PushJob>(
            $"""
            SELECT {Columns}, (SELECT d.grant_id {OfDisplay}) AS grant_id, (SELECT d.uri {OfDisplay}) AS uri
            FROM jobs j JOIN job_lanes l ON l.surface = j.surface AND l.lane = j.lane
            WHERE {IsDue} AND {IsConnected}
                AND l.held_until <= @now AND l.third_last_at <= @windowStart
                AND (SELECT held_until FROM job_lanes WHERE surface = @surface AND lane = @AllWorkspaces) <= @now
            ORDER BY j.due_at LIMIT @limit {session.ForUpdateSkipLocked}
            """,
            Parameters(
                new
                {
                    AllWorkspaces,
                    now,
                    windowStart = now - WorkspaceWindow,
                    limit = max * CandidatesPerLease,
                }
            )
        );
        PushJob[] jobs = [.. candidates.DistinctBy(job => job.Lane).Take(max)];
        if (jobs.Length == 0)
            return (jobs, await FindNextAsync(now, session), now);
        now = Time.GetUtcNow();
        await MarkLeasedAsync(jobs, now, session);
        var (parameters, lanes) = LanesOf(jobs, new { now });
        await session.ExecuteAsync(
            $"""
            UPDATE job_lanes SET third_last_at = second_last_at, second_last_at = last_at, last_at = @now
            WHERE surface = @surface AND lane IN ({lanes})
            """,
            parameters
        );
        return (jobs, null, now);
    }

    private async Task MoveClaimAsync(
        IReadOnlyList<PushJob> jobs,
        DateTimeOffset claimedAt,
        CancellationToken cancellationToken
    )
    {
        var (parameters, lanes) = LanesOf(jobs, new { claimedAt, now = Time.GetUtcNow() });
        await Database.ExecuteAsync(
            $"UPDATE job_lanes SET last_at = @now WHERE surface = @surface AND last_at = @claimedAt AND lane IN ({lanes})",
            parameters,
            cancellationToken
        );
    }

    private (DynamicParameters Parameters, string Lanes) LanesOf(IReadOnlyList<PushJob> jobs, object more)
    {
        var parameters = Parameters(more);
        return (parameters, parameters.AddList("lane", [.. jobs.Select(job => job.Lane)]));
    }

    // Returns when the first workspace with a due job is no longer throttled; null when another replica is leasing that
    // job.
    private async Task<DateTimeOffset?> FindNextAsync(DateTimeOffset now, Session session)
    {
        var (first, all) = await session.QuerySingleAsync<(long? First, long All)>(
            $"""
            SELECT
                min(CASE WHEN l.held_until > l.third_last_at + @window THEN l.held_until
                    ELSE l.third_last_at + @window END),
                (SELECT held_until FROM job_lanes WHERE surface = @surface AND lane = @AllWorkspaces)
            FROM job_lanes l
            WHERE l.surface = @surface
                AND EXISTS (SELECT 1 FROM jobs j WHERE j.lane = l.lane AND {IsDue} AND {IsConnected})
            """,
            Parameters(
                new
                {
                    AllWorkspaces,
                    now,
                    window = (long)WorkspaceWindow.TotalMilliseconds,
                }
            )
        );
        return first is { } next && DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(next, all)) is var at && at > now
            ? at
            : null;
    }

    /// <summary>A state stored since the lease began is queued at once.</summary>
    public Task CompleteAsync(PushJob job, CancellationToken cancellationToken) =>
        Database.InTransactionAsync(
            async session =>
            {
                await LockDisplayAsync(job, session);
                var isLast =
                    await session.ExecuteAsync(DeleteCompleted, job) > 0
                    || await RequeueAsync(job, TimeSpan.Zero, session);
                await session.ExecuteAsync(
                    $"""
                    UPDATE displays SET pushed_at = @now, content = {(isLast ? "@State" : ContentIfUnchanged)}
                    WHERE {HasDisplay}
                    """,
                    new
                    {
                        job.Surface,
                        job.Key,
                        job.State,
                        now = Time.GetUtcNow(),
                    }
                );
                if (!isLast)
                    await RequeueRefreshAsync(job, session);
                return isLast;
            },
            cancellationToken
        );

    /// <summary>
    /// The same transaction stores the throttle, so no call to the workspace starts before it applies.
    /// </summary>
    public Task FailAsync(PushJob job, PushFailure failure, CancellationToken cancellationToken) =>
        Database.InTransactionAsync(
            async session =>
            {
                var now = Time.GetUtcNow();
                await LockDisplayAsync(job, session);
                if (failure.MayHaveArrived)
                    await session.ExecuteAsync(
                        $"UPDATE displays SET content = {ContentIfUnchanged} WHERE {HasDisplay}",
                        job
                    );
                if (failure.ThrottledFor > TimeSpan.Zero)
                    await session.ExecuteAsync(
                        """
                        UPDATE job_lanes
                        SET held_until = @until, last_at = CASE WHEN last_at < @now THEN @now ELSE last_at END
                        WHERE surface = @Surface AND lane = @lane AND held_until < @until
                        """,
                        new
                        {
                            job.Surface,
                            lane = failure.ThrottlesAllWorkspaces ? AllWorkspaces : job.Lane,
                            until = now + failure.ThrottledFor,
                            now,
                        }
                    );
                var isLast = await FailAsync(job, failure, now, session);
                if (!isLast)
                    await RequeueRefreshAsync(job, session);
                return isLast;
            },
            cancellationToken
        );

    /// <summary>When the oldest push became due, except pushes whose user must connect again.</summary>
    public Task<DateTimeOffset?> FindOldestAsync(CancellationToken cancellationToken) =>
        FindOldestAsync(IsConnected, cancellationToken);

    // All transactions lock the display before the job, which prevents deadlocks.
    private static Task<int?> LockDisplayAsync(PushJob job, Session session) =>
        session.QuerySingleOrDefaultAsync<int?>($"SELECT 1 FROM displays WHERE {HasDisplay} {session.ForUpdate}", job);

    // The page was opened during the call, or another process took the job over. Notion may have applied either of two
    // states, so the link is refreshed.
    private async Task RequeueRefreshAsync(PushJob job, Session session)
    {
        await session.ExecuteAsync($"DELETE FROM jobs WHERE {HoldsLease}", job);
        var (provider, link) = await session.QuerySingleOrDefaultAsync<(string?, string)>(
            $"SELECT provider, link FROM displays WHERE {HasDisplay}",
            job
        );
        if (provider is not null)
            await refreshes.AddAsync(provider, [RefreshTarget.RefreshLink(link)], session);
    }
}
