using Unfurl.Server.Storage;
using Unfurl.Server.Updates.Jobs;

namespace Unfurl.Server.Notion.Enrich.Rows;

/// <summary>The rows of a batch that this process still holds, and how each of them ends.</summary>
internal sealed class LeasedRows(IEnumerable<RowJob> jobs, RowQueue queue, Database database, Retries retries)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, RowJob> _open = jobs.ToDictionary(job => job.Key, StringComparer.Ordinal);

    public IReadOnlyList<RowJob> Rest()
    {
        lock (_gate)
            return [.. _open.Values];
    }

    public bool IsOpen(RowJob job)
    {
        lock (_gate)
            return _open.ContainsKey(job.Key);
    }

    /// <summary>Lets go of rows that another process has taken over.</summary>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        foreach (var job in Rest())
        {
            if (!await queue.RenewLeaseAsync(job, cancellationToken))
                Close(job);
        }
    }

    /// <summary>Stores a row and ends its job, in one transaction, unless another process has taken it over.</summary>
    public async Task StoreAsync(RowJob job, Func<Session, Task> store, CancellationToken cancellationToken)
    {
        await database.InTransactionAsync(
            async session =>
            {
                await RowRepository.LockAsync(job.EnrichmentId, job.PageId, session);
                if (!await queue.CompleteAsync(job, session))
                    return false;
                await store(session);
                return true;
            },
            cancellationToken
        );
        Close(job);
    }

    public async Task RetryAsync(RowJob job, string problem, CancellationToken cancellationToken)
    {
        await queue.RetryAsync(
            job,
            new JobFailure
            {
                Problem = problem,
                RetryAfter = retries.After(job.Attempts, JobTimes.MaxRetryDelay),
                CountsAsAttempt = true,
            },
            cancellationToken
        );
        Close(job);
    }

    /// <summary>Gives the rest back, to be looked at later.</summary>
    public async Task ReleaseAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        var rest = Rest();
        await queue.ReleaseAsync(rest, wait, cancellationToken);
        foreach (var job in rest)
            Close(job);
    }

    /// <summary>Ends the rest; nothing is left to do.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        foreach (var job in Rest())
            await StoreAsync(job, _ => Task.CompletedTask, cancellationToken);
    }

    private void Close(RowJob job)
    {
        lock (_gate)
            _open.Remove(job.Key);
    }
}
