using Unfurl.Notion.Events;
using Unfurl.Server.Notion.Enrich.Calls;
using Unfurl.Server.Notion.Enrich.Reading;
using Unfurl.Server.Notion.Enrich.Rows;

namespace Unfurl.Server.Notion.Enrich.Events;

/// <summary>
/// What an event leads to: the row that it names is looked at, or the database. The event is a hint only: what the row holds is
/// read from Notion.
/// </summary>
internal sealed class EventEffects(EventRepository events, RowSignal signal)
{
    private const string Taken = "taken";
    private const string Repeated = "repeated";
    private const string Ignored = "ignored";

    // An edit of the title is told as one of the content, without the columns.
    private const string ContentUpdated = "page.content_updated";
    private const string Title = "title";

    private static readonly string[] Irrelevant = ["page.locked", "page.unlocked", "page.transcription_block."];

    /// <returns>The outcome, for the metric's label.</returns>
    public async Task<string> ApplyAsync(NotionConnection connection, NotionEvent read)
    {
        if (!IsOf(connection, read.WorkspaceId))
            return Ignored;
        var isStored =
            read.IsOfPage ? await ApplyToRowAsync(connection, read)
            : read.IsOfDatabase ? await events.ReadSoonAsync(connection, read, CancellationToken.None)
            : null;
        if (isStored == true)
            signal.RaiseAfter(RowQueue.Debounce);
        return isStored switch
        {
            true => Taken,
            false => Repeated,
            null => Ignored,
        };
    }

    // Null when it concerns no row.
    private async Task<bool?> ApplyToRowAsync(NotionConnection connection, NotionEvent read)
    {
        if (
            read.EntityId is not { } page
            || Array.Exists(Irrelevant, type => read.Type.StartsWith(type, StringComparison.Ordinal))
            || IsOwnWrite(connection, read)
        )
            return null;
        var enrichments = await events.FindOfPageAsync(connection, read.DataSourceId, page, CancellationToken.None);
        List<EnrichedPage> concerned = [.. enrichments.Where(one => Concerns(read, one.Enrichment))];
        return concerned.Count == 0
            ? null
            : await events.QueueAsync(connection, read, RowContent.Plain(page), concerned, CancellationToken.None);
    }

    private static bool Concerns(NotionEvent read, Enrichment enrichment) =>
        read.Columns is { } columns
            ? columns.Intersect(enrichment.Columns, StringComparer.Ordinal).Any()
            : read.Type != ContentUpdated || enrichment.Columns.Contains(Title);

    // What was written is known. Should a person have edited the row in the same moment, they are an author too.
    private static bool IsOwnWrite(NotionConnection connection, NotionEvent read) =>
        connection.User is { } bot
        && read.AuthorIds.Count > 0
        && read.AuthorIds.All(author => RowContent.Plain(author) == RowContent.Plain(bot.Id));

    // Before Notion has said whose the connection is, the signature is enough.
    private static bool IsOf(NotionConnection connection, string? workspace) =>
        connection.User is not { } user
        || workspace is null
        || RowContent.Plain(workspace) == RowContent.Plain(user.WorkspaceId);
}
