using Unfurl.Server.Configuration;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Notion.Enrich.Events;

/// <summary>The steps that lead to a webhook, as an administrator takes them.</summary>
internal sealed class EventSetup(SubscriptionRepository subscriptions, UnfurlOptions settings, StorageClock time)
{
    // In a database that is used, something happens in less time.
    private static readonly TimeSpan Silence = TimeSpan.FromDays(3);

    /// <param name="connection">Its name; all workspaces of the public connection have one webhook.</param>
    public async Task<EventSetupState> FindAsync(string connection, CancellationToken cancellationToken)
    {
        var stored = await subscriptions.FindAsync(connection, cancellationToken);
        var now = time.GetUtcNow();
        return new()
        {
            Stored = stored,
            Address = settings.UrlOf($"/notion/webhook/{connection}"),
            IsWaiting = stored.IsOpen(now) && stored.PendingAt is null,
            IsSilent = stored.ActiveAt is { } active && now - (stored.LastEventAt ?? active) > Silence,
        };
    }

    /// <summary>Waits for a handshake. What was pending is discarded.</summary>
    public Task BeginAsync(string connection, CancellationToken cancellationToken) =>
        subscriptions.OpenAsync(connection, cancellationToken);

    /// <returns>The pending token, once; null afterwards, or when there is none.</returns>
    public Task<Secret?> ShowAsync(string connection, CancellationToken cancellationToken) =>
        subscriptions.ShowAsync(connection, cancellationToken);

    /// <param name="pendingAt">When the token came that was shown.</param>
    /// <returns>False if another one is pending by now, or none.</returns>
    public Task<bool> AcceptAsync(string connection, DateTimeOffset pendingAt, CancellationToken cancellationToken) =>
        subscriptions.AcceptAsync(connection, pendingAt, cancellationToken);

    /// <summary>Ends the waiting, and forgets what is pending. What is active stays.</summary>
    public Task DiscardAsync(string connection, CancellationToken cancellationToken) =>
        subscriptions.CloseAsync(connection, cancellationToken);
}

/// <summary>Where the set-up of a connection's webhook stands.</summary>
internal sealed record EventSetupState
{
    public required EventSubscription Stored { get; init; }

    /// <summary>Where Notion sends its events.</summary>
    public required Uri Address { get; init; }

    /// <summary>A handshake would be taken now.</summary>
    public required bool IsWaiting { get; init; }

    /// <summary>It is set up, and nothing has come for long.</summary>
    public required bool IsSilent { get; init; }
}
