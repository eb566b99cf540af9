namespace Unfurl.Notion.Databases;

/// <summary>What of a row was written by us.</summary>
internal sealed class WrittenBefore(IReadOnlyDictionary<string, long> hashes)
{
    // The hash of a service that kept moments to the millisecond counts too.
    public bool IsOurs(Cell cell) =>
        hashes.TryGetValue(cell.ColumnId, out var hash)
        && (hash == RowPlan.HashOf(cell) || hash == RowPlan.Hash(cell.Canonical));

    /// <summary>Notion made another value of it when it was written last, and would again.</summary>
    public bool IsSettled(Cell cell, long wanted) =>
        IsOurs(cell) && hashes.TryGetValue(RowChange.SentKey(cell.ColumnId), out var sent) && sent == wanted;

    public bool IsOurIcon(string canonical) =>
        canonical.Length > 0 && hashes.TryGetValue(RowPlan.IconKey, out var hash) && hash == RowPlan.Hash(canonical);
}
