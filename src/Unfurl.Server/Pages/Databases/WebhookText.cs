using System.Globalization;
using Unfurl.Server.Notion.Enrich.Events;

namespace Unfurl.Server.Pages.Databases;

/// <summary>Texts about the webhook of a connection.</summary>
internal static class WebhookText
{
    /// <summary>As Notion's developer portal names the events that are of use.</summary>
    public static IReadOnlyList<string> Events { get; } =
    [
        "page.created",
        "page.properties updated",
        "page.content updated",
        "page.moved",
        "page.deleted",
        "page.undeleted",
        "data source.schema updated",
    ];

    public static string Of(EventSetupState webhook)
    {
        var stored = webhook.Stored;
        var active = stored.ActiveAt is { } since
            ? $"on since {SyncStatusText.Of(since)}, {LastEvent(stored)}"
            : "off: edits are noticed within two minutes";
        return stored.PendingAt is not null ? $"{active}; a token is pending."
            : webhook.IsWaiting ? $"{active}; waiting for the handshake until {Until(stored)}."
            : stored.DiscardedAt is not null ? $"{active}; two handshakes came, and both were discarded."
            : $"{active}.";
    }

    public static string Until(EventSubscription stored) =>
        stored.OpenUntil is { } until ? until.ToString("HH:mm 'UTC'", CultureInfo.InvariantCulture) : "";

    private static string LastEvent(EventSubscription stored) =>
        stored.LastEventAt is { } at
            ? $"the last event was {stored.LastEventType}, {SyncStatusText.Of(at)}"
            : "no event came yet";
}
