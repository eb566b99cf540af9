using System.Collections.Concurrent;

namespace Unfurl.GitHub;

/// <summary>
/// Which documents the server of a provider instance was seen to know, so that an older one is not asked in vain every
/// time. Forgotten after a day: servers are upgraded.
/// </summary>
internal sealed class FittingDocuments
{
    /// <summary>How long an upgrade may go unnoticed.</summary>
    internal static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<GraphQLDocument, (GraphQLDocument Fitting, DateTimeOffset Until)> _known =
        new(
            // The cards' documents are there once each.
            ReferenceEqualityComparer.Instance
        );

    /// <summary>What to send for a document.</summary>
    public GraphQLDocument For(GraphQLDocument document, TimeProvider time) =>
        _known.TryGetValue(document, out var known) && time.GetUtcNow() < known.Until ? known.Fitting : document;

    public void Remember(GraphQLDocument document, GraphQLDocument fitting, TimeProvider time) =>
        _known[document] = (fitting, time.GetUtcNow() + Kept);
}
