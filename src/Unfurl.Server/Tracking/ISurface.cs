using Unfurl.Server.Previews;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Tracking;

/// <summary>A product that displays links and receives pushes when they change, such as Notion.</summary>
internal interface ISurface
{
    /// <summary>The surface of its displays.</summary>
    string Name { get; }

    /// <summary>
    /// Queues a push, unless the display shows the state already or a later refresh has stored another.
    /// </summary>
    /// <param name="turn">The refresh's sequence number.</param>
    /// <returns>False when the display has changed since the refresh began; the link must be refreshed again.</returns>
    Task<bool> TellAsync(
        Display display,
        MatchedLink link,
        long turn,
        CacheResult result,
        CancellationToken cancellationToken
    );

    /// <summary>Signals that a push may be queued.</summary>
    void Wake();

    /// <summary>Drops the queued push of a display that has just received a newer state.</summary>
    Task DropAsync(DisplayId display, Session session);

    /// <summary>Drops queued pushes of targets to which access may have been revoked.</summary>
    /// <param name="scope">A constant of <see cref="DisplayScope"/>.</param>
    /// <param name="names">Names of resources, or ids of accounts.</param>
    Task DropAsync(string provider, string scope, IEnumerable<string> names, Session session);

    /// <returns>When the oldest queued push became due; null when none is due.</returns>
    Task<DateTimeOffset?> FindOldestAsync(CancellationToken cancellationToken);
}
