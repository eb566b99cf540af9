using Unfurl.Notion.Reading;

namespace Unfurl.Notion.Lab;

/// <summary>A Notion workspace in which the lab pastes links for its visitors.</summary>
public interface INotionWorkspace
{
    /// <summary>Where a person's browser begins to connect an account.</summary>
    Uri ConnectUrl(string user, string? workspace = null, string? returnTo = null);

    /// <summary>A user's connections, previews and calls; empty for an unknown user.</summary>
    Task<SimulatedUser> GetUserAsync(string user, CancellationToken cancellationToken = default);

    /// <summary>Pastes a link, through the given connection or the latest.</summary>
    Task<UnfurlOutcome> PasteAsync(
        string user,
        string url,
        string? connection = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Opens a page with a preview again, through the given connection or the one it is shown through.</summary>
    Task<UnfurlOutcome> OpenAsync(
        string user,
        string url,
        string? connection = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Removes a preview; the service is told when it was the last of its URL in the workspace.</summary>
    Task<CallOutcome> RemoveAsync(string user, string url, CancellationToken cancellationToken = default);

    /// <summary>Ends a connection; the service is told.</summary>
    Task<CallOutcome> DisconnectAsync(string user, string connection, CancellationToken cancellationToken = default);
}
