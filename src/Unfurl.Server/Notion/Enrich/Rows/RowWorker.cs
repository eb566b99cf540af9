using System.Collections.Concurrent;
using System.Diagnostics;
using Unfurl.Notion.Api;
using Unfurl.Notion.Databases;
using Unfurl.Server.Configuration;
using Unfurl.Server.Notion.Enrich.Calls;
using Unfurl.Server.Notion.Enrich.Reading;
using Unfurl.Server.Storage;
using Unfurl.Server.Updates;
using Unfurl.Server.Updates.Jobs;

namespace Unfurl.Server.Notion.Enrich.Rows;

/// <summary>Writes queued rows. A batch holds rows of one enrichment, so that Notion is asked for many of them at once.</summary>
internal sealed class RowWorker(
    RowQueue queue,
    RowRepository rows,
    EnrichmentRepository enrichments,
    NotionConnections connections,
    Workspace workspace,
    RowRetries retried,
    RowReader reader,
    RowWriter writer,
    CallBudget budget,
    UnfurlOptions settings,
    Database database,
    EnrichMetrics metrics,
    RowSignal signal,
    Retries retries,
    StorageClock time,
    ILogger<RowWorker> logger
) : JobWorker<IReadOnlyList<RowJob>>(MaxBatches, signal, time, logger)
{
    private const int MaxBatches = 4;

    // Calls of one batch in progress.
    private const int MaxConcurrency = 8;

    private static readonly TimeSpan RenewalInterval = TimeSpan.FromSeconds(8);

    // A person may have edited a row that was read before that.
    private static readonly TimeSpan ReadAge = TimeSpan.FromSeconds(10);

    // Enrichments whose rows are being written.
    private readonly ConcurrentDictionary<string, bool> _busy = new(StringComparer.Ordinal);

    protected override async Task<IReadOnlyList<IReadOnlyList<RowJob>>> LeaseAsync(
        int max,
        CancellationToken cancellationToken
    )
    {
        // A stop in the middle would leave rows leased that nobody knows of.
        var jobs = await queue.LeaseAsync([.. _busy.Keys], CancellationToken.None);
        if (jobs.Count == 0)
            return [];
        _busy[jobs[0].EnrichmentId] = true;
        return [jobs];
    }

    protected override async Task ProcessAsync(IReadOnlyList<RowJob> jobs, CancellationToken cancellationToken)
    {
        var open = new LeasedRows(jobs, queue, database, retries);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = WriteAsync(open, stop.Token);
        try
        {
            while (await Task.WhenAny(work, Task.Delay(RenewalInterval, Time, stop.Token)) != work)
            {
                await open.RenewAsync(cancellationToken);
            }
        }
        finally
        {
            // Nothing goes on after the worker has stopped.
            if (!work.IsCompleted)
                await stop.CancelAsync();
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _busy.TryRemove(jobs[0].EnrichmentId, out _);
            // Otherwise nobody would look at them until the lease ends.
            if (cancellationToken.IsCancellationRequested)
                await open.ReleaseAsync(TimeSpan.Zero, CancellationToken.None);
        }
        await work;
    }

    private async Task WriteAsync(LeasedRows open, CancellationToken cancellationToken)
    {
        var first = open.Rest()[0];
        if (await enrichments.FindAsync(first.EnrichmentId, cancellationToken) is not { } found)
        {
            await open.EndAsync(cancellationToken);
            return;
        }
        var (enrichment, _) = await enrichments.LeaveTakenAsync(found, cancellationToken);
        var connection = await connections.FindAsync(enrichment.Connection, cancellationToken);
        if (
            connection?.User is not { } user
            || connection.Failure is not null
            || !settings.Notion.Admits(user.WorkspaceId)
        )
        {
            // After a start Notion is just being asked whose the connection is.
            var isAsked = connection is { User: null, Failure: null };
            await ReleaseAsync(open, isAsked ? Pause.StartDelay : Pause.ConnectionDelay, cancellationToken);
            return;
        }
        var schema = await workspace.GetSchemaAsync(connection, enrichment, cancellationToken);
        var people = await GetPeopleAsync(connection, enrichment, cancellationToken);
        if ((schema.Failure ?? people.Failure) is { } failure)
        {
            await ReleaseAsync(open, Pause.WaitFor(failure), cancellationToken);
            return;
        }
        if (enrichment.Mapping.Check(schema.Value!).Any(problem => problem.Code == FieldProblemCode.LinkColumn))
        {
            // When the column is back, all rows are looked at.
            await retried.ForgetAsync(enrichment.Id, open.Rest().Select(job => job.PageId), cancellationToken);
            await open.EndAsync(cancellationToken);
            return;
        }
        await WriteAsync(new(enrichment, connection, schema.Value!, people.Value!), open, cancellationToken);
    }

    // Nobody is looked up whom no column asks for.
    private async Task<ApiResult<People>> GetPeopleAsync(
        NotionConnection connection,
        Enrichment enrichment,
        CancellationToken cancellationToken
    ) =>
        enrichment.Mapping.Fields.Any(field => field.ColumnType == "people")
            ? await workspace.GetPeopleAsync(connection, cancellationToken)
            : new People(new Dictionary<string, string>());

    private async Task WriteAsync(RowBatch batch, LeasedRows open, CancellationToken cancellationToken)
    {
        var jobs = open.Rest();
        var known = await rows.FindAsync(batch.Enrichment.Id, jobs.Select(job => job.PageId), cancellationToken);
        var read = await reader.ReadAsync(
            batch,
            [.. jobs.Select(job => (job.PageId, known.GetValueOrDefault(job.PageId)?.Link))],
            cancellationToken
        );
        if (read.Failure is { } failure)
        {
            ForgetSchemaAfter(failure, batch);
            await ReleaseAsync(open, Pause.WaitFor(failure), cancellationToken);
            return;
        }
        var pause = new Pause();
        await Parallel.ForEachAsync(
            jobs,
            new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrency, CancellationToken = cancellationToken },
            async (job, cancellationToken) =>
            {
                if (pause.Wait is not null || !open.IsOpen(job))
                    return;
                var found = read.Value!.GetValueOrDefault(job.PageId);
                var row = found is not null && Time.GetElapsedTime(found.At) < ReadAge ? found.Row : null;
                using var activity = UpdateActivities.Start("row", job.Trace);
                var outcome = known.GetValueOrDefault(job.PageId) is { } before
                    ? await WriteAsync(batch, job, before, row, cancellationToken)
                    : new RowOutcome.Gone();
                var name = await FinishAsync(batch, job, outcome, pause, open, cancellationToken);
                activity?.SetTag("outcome", name);
                metrics.Wrote(name, Time.GetUtcNow() - job.RequestedAt);
            }
        );
        if (open.Rest().Count > 0)
            await ReleaseAsync(open, pause.Wait ?? TimeSpan.Zero, cancellationToken);
    }

    private async Task<RowOutcome> WriteAsync(
        RowBatch batch,
        RowJob job,
        KnownRow known,
        Row? row,
        CancellationToken cancellationToken
    )
    {
        // The edited rows are read within a minute anyway.
        if (known.IsHint && !await budget.MayHintAsync(batch.Connection, cancellationToken))
            return new RowOutcome.Gone();
        if (row is null)
        {
            var read = await reader.ReadAsync(batch, job.PageId, cancellationToken);
            if (read.Failure is { Kind: ApiFailureKind.NotFound })
                return known.IsHint ? new RowOutcome.NoRow() : new RowOutcome.Gone();
            if (read.Failure is { } failure)
                return new RowOutcome.Failed(failure);
            row = read.Value!;
        }
        return await writer.WriteAsync(batch, job, known, row, cancellationToken);
    }

    // Returns the outcome, for the metric's label.
    private async Task<string> FinishAsync(
        RowBatch batch,
        RowJob job,
        RowOutcome outcome,
        Pause pause,
        LeasedRows open,
        CancellationToken cancellationToken
    )
    {
        switch (outcome)
        {
            case RowOutcome.Settled(var row):
                await open.StoreAsync(
                    job,
                    session => rows.StoreAsync(batch.Enrichment, row, session),
                    cancellationToken
                );
                return row.IsWritten ? "written" : row.Problem ?? "unchanged";
            case RowOutcome.Gone or RowOutcome.NoRow:
                if (outcome is RowOutcome.NoRow)
                    await budget.NoteEmptyHintAsync(batch.Connection, cancellationToken);
                await open.StoreAsync(
                    job,
                    session => RowRepository.RemoveAsync(batch.Enrichment.Id, job.PageId, session),
                    cancellationToken
                );
                return "gone";
            case RowOutcome.Rejected(var row, var refusal):
                ForgetSchemaAfter(refusal, batch);
                // Once more with the columns of now.
                if (job.Problem != RowProblems.Rejected)
                    return await RetryAsync(job, RowProblems.Rejected, open, cancellationToken);
                await open.StoreAsync(
                    job,
                    session => rows.StoreAsync(batch.Enrichment, row, session),
                    cancellationToken
                );
                return "rejected";
            case RowOutcome.Later(var reason):
                return await RetryAsync(job, reason, open, cancellationToken);
            case RowOutcome.Failed(var failure):
                ForgetSchemaAfter(failure, batch);
                pause.Note(failure);
                // What holds for the connection says nothing about the row.
                return Pause.IsOfConnection(failure)
                    ? ConnectionHelp.CodeOf(failure.Kind)
                    : await RetryAsync(job, ConnectionHelp.CodeOf(failure.Kind), open, cancellationToken);
            default:
                throw new UnreachableException();
        }
    }

    // A column was deleted or has another type since the schema was read.
    private void ForgetSchemaAfter(ApiFailure failure, RowBatch batch)
    {
        if (failure.Kind == ApiFailureKind.Invalid)
            workspace.ForgetSchema(batch.Connection, batch.Enrichment.Mapping.DataSourceId);
    }

    private async Task ReleaseAsync(LeasedRows open, TimeSpan wait, CancellationToken cancellationToken)
    {
        await open.ReleaseAsync(wait, cancellationToken);
        signal.RaiseAfter(wait);
    }

    private static async Task<string> RetryAsync(
        RowJob job,
        string problem,
        LeasedRows open,
        CancellationToken cancellationToken
    )
    {
        await open.RetryAsync(job, problem, cancellationToken);
        return problem;
    }
}
