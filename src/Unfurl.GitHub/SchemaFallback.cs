using System.Collections.Concurrent;

namespace Unfurl.GitHub;

/// <summary>
/// Caches, per provider instance, the reduced document that an older server accepts. Entries expire after a day,
/// because servers are upgraded.
/// </summary>
internal sealed class SchemaFallback
{
    // The longest time until an upgrade of the server is noticed.
    internal static readonly TimeSpan EntryLifetime = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<
        GraphQLDocument,
        (GraphQLDocument Document, DateTimeOffset ExpiresAt)
    > _entries = new(
        // Each document is a static object.
        ReferenceEqualityComparer.Instance
    );

    public GraphQLDocument DocumentFor(GraphQLDocument document, TimeProvider time) =>
        _entries.TryGetValue(document, out var entry) && time.GetUtcNow() < entry.ExpiresAt ? entry.Document : document;

    public void Set(GraphQLDocument document, GraphQLDocument accepted, TimeProvider time) =>
        _entries[document] = (accepted, time.GetUtcNow() + EntryLifetime);
}
