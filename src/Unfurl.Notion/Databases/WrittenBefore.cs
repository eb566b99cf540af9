using System.Text.Json.Nodes;

namespace Unfurl.Notion.Databases;

/// <summary>What of a row was written by us.</summary>
internal sealed class WrittenBefore(IReadOnlyDictionary<string, long> hashes)
{
    // The hash of a service that kept moments to the millisecond counts too.
    public bool IsOurs(Cell cell) => Is(cell, cell.ColumnId) || Is(cell, RowChange.BegunKey(cell.ColumnId));

    private bool Is(Cell cell, string key) =>
        hashes.TryGetValue(key, out var hash) && (hash == RowPlan.HashOf(cell) || hash == RowPlan.Hash(cell.Canonical));

    /// <summary>Notion made another value of it when it was written last, and would again.</summary>
    public bool IsSettled(Cell cell, long wanted) =>
        IsOurs(cell) && hashes.TryGetValue(RowChange.SentKey(cell.ColumnId), out var sent) && sent == wanted;

    /// <summary>Whether what was written shows this link; so it does where nobody has noted another.</summary>
    public bool IsOf(string? link) =>
        link is null || !hashes.TryGetValue(RowPlan.LinkKey, out var hash) || hash == RowPlan.Hash(link);

    /// <summary>For <see cref="RowChange.Begun"/>.</summary>
    public Dictionary<string, long> Begin(IReadOnlyDictionary<string, long> sent, JsonObject? icon, string? link)
    {
        var begun = new Dictionary<string, long>(hashes, StringComparer.Ordinal);
        foreach (var (columnId, hash) in sent)
            begun[RowChange.BegunKey(columnId)] = hash;
        if (icon is not null)
            begun[RowChange.BegunKey(RowPlan.IconKey)] = RowPlan.Hash(RowIcons.Canonical(icon));
        // Facts of two links may stand in the row afterwards.
        if (link is not null)
            begun[RowPlan.LinkKey] = IsOf(link) ? RowPlan.Hash(link) : 0;
        return begun;
    }

    public bool IsOurIcon(string canonical) =>
        canonical.Length > 0
        && (
            hashes.TryGetValue(RowPlan.IconKey, out var hash) && hash == RowPlan.Hash(canonical)
            || hashes.TryGetValue(RowChange.BegunKey(RowPlan.IconKey), out var begun)
                && begun == RowPlan.Hash(canonical)
        );
}
