using System.Collections.Concurrent;
using Unfurl.Notion.Api;
using Unfurl.Notion.Databases;
using Unfurl.Server.Configuration;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Notion.Enrich.Calls;
using Unfurl.Server.Notion.Enrich.Reading;
using Unfurl.Server.Notion.Enrich.Rows;
using Unfurl.Server.Providers;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Notion.Enrich;

/// <summary>
/// Finds the rows that have to be looked at without being told of them: every minute those that were edited, once a day all of
/// them. What a row held when it was last right is known, so that only others are queued.
/// </summary>
internal sealed class Reconciler(
    EnrichmentRepository enrichments,
    NotionConnections connections,
    Workspace workspace,
    RowScan scan,
    RowRepository rows,
    RowRetries retried,
    NotionCalls calls,
    CredentialService credentials,
    ProviderRegistry providers,
    UnfurlOptions settings,
    RowSignal signal,
    StorageClock time,
    ILogger<Reconciler> logger
) : PeriodicWorker(Tick, time, logger)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);

    /// <summary>How often the edited rows of an enrichment are asked for.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan WalkInterval = TimeSpan.FromDays(1);

    // Notion's times are cut to the minute, and its search lags behind.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    // What nobody edited for a while is not read again and again; clocks differ by less.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(3);

    // One that Notion answers slowly keeps no other waiting.
    private readonly ConcurrentDictionary<string, Task> _running = new(StringComparer.Ordinal);

    // By enrichment, the columns that it was last read with.
    private readonly ConcurrentDictionary<string, long> _columns = new(StringComparer.Ordinal);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_running.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        foreach (var enrichment in await enrichments.TakeDueAsync(Interval, cancellationToken))
        {
            if (_running.TryGetValue(enrichment.Id, out var before) && !before.IsCompleted)
                continue;
            _running[enrichment.Id] = TryAsync(
                async token =>
                {
                    await Task.Yield();
                    await ReadAsync(enrichment, token);
                    signal.Raise();
                },
                cancellationToken
            );
        }
    }

    private async Task ReadAsync(Enrichment found, CancellationToken cancellationToken)
    {
        var (enrichment, taken) = await enrichments.LeaveTakenAsync(found, cancellationToken);
        var connection = await connections.FindAsync(enrichment.Connection, cancellationToken);
        var (problem, detail) = ProblemOf(enrichment, connection);
        if (problem is not null)
        {
            await SetProblemAsync(enrichment, problem, detail, cancellationToken);
            return;
        }
        // Soon Notion will have said whose the connection is.
        if (connection!.User is null)
        {
            await enrichments.ReadAgainAsync(enrichment, time.GetUtcNow() + Tick, cancellationToken);
            return;
        }
        var schema = await workspace.GetSchemaAsync(connection, enrichment, cancellationToken);
        if (schema.Failure is { } failure)
        {
            await FailAsync(enrichment, connection, failure, cancellationToken);
            return;
        }
        IReadOnlyList<FieldProblem> columns = [.. taken, .. enrichment.Mapping.Check(schema.Value!)];
        if (columns.FirstOrDefault(column => column.Code == FieldProblemCode.LinkColumn) is { } links)
        {
            await SetProblemAsync(enrichment, links.Code, links.Text, cancellationToken);
            return;
        }
        await RetrySignInsAsync(enrichment, cancellationToken);
        var state = enrichment.State with { Problem = null, ProblemDetail = null, ColumnProblems = columns };
        // What came during the problem was not written.
        if (enrichment.State.Problem is not null && state.WalkedUntil is null)
            state = state with { WalkAt = time.GetUtcNow() };
        if (HaveColumnsChanged(enrichment, schema.Value!, columns))
        {
            await retried.ForgetMisfitsAsync(enrichment.Id, cancellationToken);
            state = state with { WalkedUntil = null, WalkAt = time.GetUtcNow() };
        }
        state = await ReadChangesAsync(connection, enrichment, schema.Value!, state, cancellationToken);
        if (state.Problem is null)
            state = await WalkAsync(connection, enrichment, schema.Value!, state, cancellationToken);
        await enrichments.SetReadAsync(enrichment, state, cancellationToken);
        if (state.ReadAgainAt is null)
            await calls.EndWaitAsync(connection, cancellationToken);
    }

    private (string? Problem, string? Detail) ProblemOf(Enrichment enrichment, NotionConnection? connection)
    {
        if (connection is null)
            return (
                "connection_missing",
                $"The configuration has no connection '{enrichment.Connection}': set Unfurl:Notion:Connections:{enrichment.Connection}:Token."
            );
        if (connection.Failure is { } failure)
            return (ConnectionHelp.CodeOf(failure.Kind), ConnectionHelp.For(failure, connection.Name));
        if (connection.User is { } user && !settings.Notion.Admits(user.WorkspaceId))
            return (
                "workspace_not_listed",
                $"The workspace {user.WorkspaceId} is not listed in Unfurl:Notion:Workspaces, so nothing is written there."
            );
        return (null, null);
    }

    private async Task<EnrichmentState> ReadChangesAsync(
        NotionConnection connection,
        Enrichment enrichment,
        DataSource schema,
        EnrichmentState state,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var quiet = now - ClockTolerance;
        // All is new at first, and read by the walk.
        if (state.EditedUntil <= DateTimeOffset.UnixEpoch)
            return state with { EditedUntil = quiet, LastReadAt = now };
        var result = await scan.ReadAsync(
            connection,
            enrichment,
            schema,
            RowQuery.LastEditedTime,
            state.EditedUntil - Overlap,
            state.Walk,
            RowScan.All,
            cancellationToken
        );
        var until = result.Until > state.EditedUntil ? result.Until.Value : state.EditedUntil;
        // Notion's clock may be ahead, and what is edited until then must not be missed.
        if (until > now)
            until = now;
        if (result.Failure is { } failure)
            return Failed(enrichment, state with { EditedUntil = until }, connection, failure);
        return state with { EditedUntil = result.IsWhole && quiet > until ? quiet : until, LastReadAt = now };
    }

    private async Task<EnrichmentState> WalkAsync(
        NotionConnection connection,
        Enrichment enrichment,
        DataSource schema,
        EnrichmentState state,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        if (state.WalkedUntil is null && state.WalkAt > now)
            return state;
        var walk = state.WalkedUntil is null ? state.Walk + 1 : state.Walk;
        var result = await scan.ReadAsync(
            connection,
            enrichment,
            schema,
            RowQuery.CreatedTime,
            state.WalkedUntil ?? DateTimeOffset.UnixEpoch,
            walk,
            RowScan.Some,
            cancellationToken
        );
        state = state with { Walk = walk, WalkedUntil = result.Until ?? state.WalkedUntil ?? DateTimeOffset.UnixEpoch };
        if (result.Failure is { } failure)
            return Failed(enrichment, state, connection, failure);
        if (!result.IsWhole)
            return state;
        await rows.RemoveUnmetAsync(enrichment.Id, walk, cancellationToken);
        return state with { WalkedUntil = null, WalkAt = now + WalkInterval };
    }

    // Limits and outages pass, and the enrichment goes on where it was.
    private EnrichmentState Failed(
        Enrichment enrichment,
        EnrichmentState state,
        NotionConnection connection,
        ApiFailure failure
    )
    {
        // A column may have been deleted since the schema was read.
        if (failure.Kind == ApiFailureKind.Invalid)
            workspace.ForgetSchema(connection, enrichment.Mapping.DataSourceId);
        return IsLasting(failure)
            ? state with
            {
                Problem = ConnectionHelp.CodeOf(failure.Kind),
                ProblemDetail = ConnectionHelp.For(failure, connection.Name),
            }
            : ReadAgain(state, failure);
    }

    // As soon as the limit lets it, instead of when it may be used up again.
    private EnrichmentState ReadAgain(EnrichmentState state, ApiFailure failure) =>
        state with
        {
            ReadAgainAt =
                failure.Wait > TimeSpan.Zero && failure.Wait < Interval ? time.GetUtcNow() + failure.Wait : null,
        };

    private async Task FailAsync(
        Enrichment enrichment,
        NotionConnection connection,
        ApiFailure failure,
        CancellationToken cancellationToken
    )
    {
        if (IsLasting(failure))
            await SetProblemAsync(
                enrichment,
                ConnectionHelp.CodeOf(failure.Kind),
                ConnectionHelp.For(failure, connection.Name),
                cancellationToken
            );
        else
            await enrichments.SetReadAsync(enrichment, ReadAgain(enrichment.State, failure), cancellationToken);
    }

    // A column that is back, or an option that somebody made, changes no row. What a select lacks is made by writing it.
    private bool HaveColumnsChanged(Enrichment enrichment, DataSource schema, IReadOnlyList<FieldProblem> problems)
    {
        var columns = enrichment
            .ColumnsIn(schema)
            .Select(schema.Find)
            .OfType<Column>()
            .Select(column =>
                $"{column.Id} {column.Type} {(column.Type == "status" ? string.Join('\t', column.Options.Select(one => one.Name)) : "")}"
            );
        var now = RowPlan.Hash(string.Join('\n', columns));
        var isKnown = _columns.TryGetValue(enrichment.Id, out var before);
        _columns[enrichment.Id] = now;
        return isKnown ? before != now : !problems.SequenceEqual(enrichment.State.ColumnProblems);
    }

    private static bool IsLasting(ApiFailure failure) => ConnectionHelp.IsLasting(failure.Kind);

    private Task SetProblemAsync(
        Enrichment enrichment,
        string problem,
        string? detail,
        CancellationToken cancellationToken
    ) =>
        enrichments.SetReadAsync(
            enrichment,
            enrichment.State with
            {
                Problem = problem,
                ProblemDetail = detail,
            },
            cancellationToken
        );

    // Whoever has signed in again gets the rows that waited for it.
    private async Task RetrySignInsAsync(Enrichment enrichment, CancellationToken cancellationToken)
    {
        foreach (var provider in await retried.FindSignInsAsync(enrichment.Id, cancellationToken))
        {
            if (
                providers.TryGet(provider, out var instance)
                && await credentials.FindAsync(enrichment.AccountId, instance.Name, cancellationToken)
                    is { IsActive: true }
            )
                await retried.RetrySignInsAsync(enrichment, instance.Name, cancellationToken);
        }
    }
}
