using System.Collections.Concurrent;

namespace Unfurl.GitHub;

/// <summary>
/// Which documents the server of a provider instance was seen to know, so that an older one is not asked in vain every
/// time. Forgotten after a day: servers are upgraded.
/// </summary>
internal sealed class SchemaFallback
{
    /// <summary>How long an upgrade may go unnoticed.</summary>
    internal static readonly TimeSpan EntryLifetime = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<GraphQLDocument, (GraphQLDocument Fitting, DateTimeOffset Until)> _entries =
        new(
            // The cards' documents are there once each.
            ReferenceEqualityComparer.Instance
        );

    /// <summary>What to send for a document.</summary>
    public GraphQLDocument DocumentFor(GraphQLDocument document, TimeProvider time) =>
        _entries.TryGetValue(document, out var known) && time.GetUtcNow() < known.Until ? known.Fitting : document;

    public void Set(GraphQLDocument document, GraphQLDocument fitting, TimeProvider time) =>
        _entries[document] = (fitting, time.GetUtcNow() + EntryLifetime);
}
