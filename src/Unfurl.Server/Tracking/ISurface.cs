using System.Data.Common;
using Unfurl.Server.Previews;

namespace Unfurl.Server.Tracking;

/// <summary>Where links are displayed and have to be told what changed: Notion's previews.</summary>
internal interface ISurface
{
    /// <summary>Has a display told what it shows now, unless it shows that already or a later refresh was faster.</summary>
    /// <param name="display">The display.</param>
    /// <param name="provider">The instance that was asked.</param>
    /// <param name="turn">The refresh's place among all refreshes.</param>
    /// <param name="answer">What the provider said.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>
    /// False when the display was told something else since the refresh began: only the provider knows which of the two is
    /// newer, and has to be asked again.
    /// </returns>
    Task<bool> TellAsync(
        Display display,
        string provider,
        long turn,
        CacheResult answer,
        CancellationToken cancellationToken
    );

    /// <summary>Says that there may be something to send now.</summary>
    void Wake();

    /// <summary>Drops what waits to be told to a display that was just given a newer state.</summary>
    Task DropAsync(string grantId, string uriHash, DbConnection connection, DbTransaction transaction);

    /// <summary>Drops what waits to be told of things to which access may be lost: it has to be resolved again.</summary>
    /// <param name="provider">The instance.</param>
    /// <param name="scope">What <paramref name="names"/> are: a constant of <see cref="DisplayScope"/>.</param>
    /// <param name="names">Names of resources, or ids of accounts.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">The transaction that the removal belongs to.</param>
    Task DropAsync(
        string provider,
        string scope,
        IEnumerable<string> names,
        DbConnection connection,
        DbTransaction transaction
    );

    /// <summary>When the message was due that has waited the longest, in milliseconds since 1970; null when none waits.</summary>
    Task<long?> FindOldestAsync(CancellationToken cancellationToken);
}
