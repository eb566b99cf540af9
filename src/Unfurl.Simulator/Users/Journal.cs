using Unfurl.Notion.Lab;

namespace Unfurl.Simulator.Users;

/// <summary>The latest exchanges, oldest first.</summary>
internal sealed class Journal
{
    private const int MaxEntries = 500;

    private readonly Queue<JournalEntry> _entries = new();

    public void Add(JournalEntry entry)
    {
        if (_entries.Count == MaxEntries)
            _entries.Dequeue();
        _entries.Enqueue(entry);
    }

    public IReadOnlyList<JournalEntry> Copy() => [.. _entries.OrderBy(entry => entry.Number)];
}
