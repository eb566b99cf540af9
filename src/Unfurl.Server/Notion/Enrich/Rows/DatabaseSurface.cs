using Unfurl.Server.Previews;
using Unfurl.Server.Storage;
using Unfurl.Server.Tracking;

namespace Unfurl.Server.Notion.Enrich.Rows;

/// <summary>
/// Rows of Notion databases. A row resolves its link itself when it is written, so that nothing is kept that its account may no
/// longer see by then.
/// </summary>
internal sealed class DatabaseSurface(
    Database database,
    RowQueue queue,
    EnrichmentRepository enrichments,
    RowSignal signal
) : ISurface
{
    /// <inheritdoc/>
    public string Name => DisplayId.Database;

    /// <inheritdoc/>
    public async Task<bool> TellAsync(
        Display display,
        MatchedLink link,
        long turn,
        CacheResult result,
        CancellationToken cancellationToken
    )
    {
        var separator = display.Id.IndexOf(':', StringComparison.Ordinal);
        if (await enrichments.FindAsync(display.Id[..separator], cancellationToken) is not { } enrichment)
            return true;
        var content = RowCards.HashOf(result.Entry.Packed);
        return await database.InTransactionAsync(
            async session =>
            {
                var id = new DisplayId(display.Surface, display.Id);
                var shown = await session.QuerySingleOrDefaultAsync<(bool IsThere, long? Content)>(
                    $"SELECT 1, content FROM displays WHERE surface = @Surface AND id = @Id {session.ForUpdate}",
                    id
                );
                // A row that is being written may show an older state in the end.
                if (shown.IsThere && (shown.Content != content || await queue.IsQueuedAsync(id, session)))
                    await queue.AddAsync(enrichment, [display.Id[(separator + 1)..]], RowQueue.Debounce, session);
                return true;
            },
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public void Wake() => signal.RaiseAfter(RowQueue.Debounce);

    /// <inheritdoc/>
    public Task DropAsync(DisplayId display, Session session) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task DropAsync(string provider, string scope, IEnumerable<string> names, Session session) =>
        Task.CompletedTask;

    /// <inheritdoc/>
    public Task<DateTimeOffset?> FindOldestAsync(CancellationToken cancellationToken) =>
        queue.FindOldestAsync(cancellationToken);
}
