using System.Diagnostics;
using System.Text;
using Dapper;
using Unfurl.Server.Notion.Unfurl;
using Unfurl.Server.Previews;
using Unfurl.Server.Storage;
using Unfurl.Server.Tracking;

namespace Unfurl.Server.Notion.Push;

/// <summary>Stores the latest state of each display that Notion has not received, encrypted.</summary>
internal sealed class NotionSurface(
    Database database,
    PushQueue queue,
    CardRenderer renderer,
    SecretProtector protector,
    PushSignal signal,
    StorageClock time
) : ISurface
{
    private const string HasId = "surface = @Surface AND id = @Id";
    private const string IsPush = $"surface = '{PushJob.OfSurface}' AND kind = '{PushJob.OfKind}'";

    /// <inheritdoc/>
    public string Name => PushJob.OfSurface;

    /// <inheritdoc/>
    public Task<bool> TellAsync(
        Display display,
        MatchedLink link,
        long turn,
        CacheResult result,
        CancellationToken cancellationToken
    )
    {
        var card = renderer.Render(result, link.Instance);
        return database.InTransactionAsync(
            async session =>
            {
                // The lock serializes concurrent refreshes of one display.
                var shown = await session.QuerySingleOrDefaultAsync<(bool IsThere, long? Content)>(
                    $"SELECT 1, content FROM displays WHERE {HasId} {session.ForUpdate}",
                    display
                );
                if (!shown.IsThere)
                    return true;
                var call = await session.QuerySingleOrDefaultAsync<(DateTimeOffset? LeasedUntil, bool IsDropped)>(
                    $"SELECT leased_until, is_stopped FROM jobs WHERE {IsPush} AND key = @Id AND leased_until IS NOT NULL",
                    display
                );
                var decision = new PushState(display.Content, shown.Content, card.Content)
                {
                    LeasedUntil = call.LeasedUntil,
                    IsDropped = call.IsDropped,
                }.Decide(time.GetUtcNow());
                if (decision == PushDecision.RefreshAgain)
                    return false;
                // A rejection has no resources of its own. The previous ones stay, because a change of them may restore
                // the preview.
                if (result.Outcome == Outcome.Shown)
                    await DisplayRepository.SetResourcesAsync(
                        new(display.Surface, display.Id),
                        link.Instance.Name,
                        result.Entry.Resources,
                        session
                    );
                await StoreAsync(decision, display, turn, card, session);
                return true;
            },
            cancellationToken
        );
    }

    private Task<int> StoreAsync(PushDecision decision, Display display, long turn, Rendering card, Session session)
    {
        const string MarkRefreshed = $"UPDATE displays SET refreshed_at = @now WHERE {HasId};";
        const string DropOlder = $"DELETE FROM jobs WHERE {IsPush} AND key = @Id AND turn < @turn;";
        const string AddLane = """
            INSERT INTO job_lanes VALUES (@Surface, @Lane, 0, 0, 0, 0) ON CONFLICT (surface, lane) DO NOTHING;
            """;
        const string Push = """
            INSERT INTO jobs (surface, kind, key, display, lane, turn, state, payload, trace, requested_at, due_at, attempts,
                is_stopped)
            VALUES (@Surface, @OfKind, @Id, @Id, @Lane, @turn, @Content, @operations, @trace, @now, @now, 0, 0)
            ON CONFLICT (surface, kind, key) DO UPDATE SET
                turn = excluded.turn,
                state = excluded.state,
                payload = excluded.payload,
                trace = excluded.trace,
                due_at = CASE WHEN jobs.is_stopped = 1 THEN excluded.due_at ELSE jobs.due_at END,
                requested_at = CASE WHEN jobs.is_stopped = 1 THEN excluded.requested_at ELSE jobs.requested_at END,
                attempts = CASE WHEN jobs.is_stopped = 1 THEN 0 ELSE jobs.attempts END,
                problem = CASE WHEN jobs.is_stopped = 1 THEN NULL ELSE jobs.problem END,
                is_stopped = 0
            WHERE jobs.turn < excluded.turn;
            """;
        var isPushed = decision == PushDecision.Push;
        return session.ExecuteAsync(
            decision switch
            {
                PushDecision.Push => MarkRefreshed + AddLane + Push,
                PushDecision.DropOlder => MarkRefreshed + DropOlder,
                _ => MarkRefreshed,
            },
            new
            {
                display.Surface,
                PushJob.OfKind,
                display.Id,
                display.Lane,
                turn,
                card.Content,
                operations = isPushed ? protector.Protect(new Secret(Encoding.UTF8.GetString(card.Bytes))) : null,
                trace = Activity.Current?.Id,
                now = time.GetUtcNow(),
            }
        );
    }

    /// <inheritdoc/>
    public void Wake() => signal.Raise();

    /// <inheritdoc/>
    public async Task DropAsync(string provider, string scope, IEnumerable<string> names, Session session)
    {
        foreach (var chunk in names.Distinct(StringComparer.Ordinal).Chunk(ListParameters.MaxLength))
        {
            var parameters = new DynamicParameters(new { provider });
            var list = parameters.AddList("name", chunk);
            var displays = scope switch
            {
                DisplayScope.Provider =>
                    $"SELECT d.id FROM displays d WHERE d.surface = '{PushJob.OfSurface}' AND d.provider = @provider",
                DisplayScope.Account => $"""
                    SELECT d.id FROM displays d
                    WHERE d.surface = '{PushJob.OfSurface}' AND d.account_id IN ({list}) AND d.provider = @provider
                    """,
                _ => $"""
                    SELECT r.display FROM display_resources r
                    WHERE r.surface = '{PushJob.OfSurface}' AND r.provider = @provider AND r.resource IN ({list})
                    """,
            };
            await DropAsync($"display IN ({displays})", parameters, session);
        }
    }

    /// <inheritdoc/>
    public Task DropAsync(DisplayId display, Session session) => DropAsync("display = @Id", display, session);

    private static async Task DropAsync(string condition, object parameters, Session session)
    {
        // All transactions lock these rows in one order, which prevents deadlocks.
        var found = await session.QueryAsync<int>(
            $"SELECT 1 FROM jobs WHERE {IsPush} AND {condition} ORDER BY key {session.ForUpdate}",
            parameters
        );
        // During a call the row stays to prevent a second one until it ends, and the call is not repeated.
        if (found.Count > 0)
            await session.ExecuteAsync(
                $"""
                DELETE FROM jobs WHERE {IsPush} AND leased_until IS NULL AND {condition};
                UPDATE jobs SET is_stopped = 1 WHERE {IsPush} AND {condition};
                """,
                parameters
            );
    }

    /// <inheritdoc/>
    public Task<DateTimeOffset?> FindOldestAsync(CancellationToken cancellationToken) =>
        queue.FindOldestAsync(cancellationToken);
}
