using System.Collections.Concurrent;
using Unfurl.Notion.Api;
using Unfurl.Server.Configuration;
using Unfurl.Server.Notion.Enrich.PublicConnection;

namespace Unfurl.Server.Notion.Enrich.Calls;

/// <summary>All connections by their names: those of the configuration, and the workspaces that accounts have connected.</summary>
internal sealed class NotionConnections(UnfurlOptions settings, AuthorizationRepository authorizations)
{
    private readonly Dictionary<string, NotionConnection> _configured = settings.Notion.Connections.ToDictionary(
        one => one.Key,
        one => new NotionConnection(one.Key, one.Value.Token!, one.Value.CallsPerMinute),
        StringComparer.OrdinalIgnoreCase
    );

    private readonly ConcurrentDictionary<string, NotionConnection> _public = new(StringComparer.Ordinal);

    /// <summary>The internal ones.</summary>
    public IReadOnlyCollection<NotionConnection> Configured => _configured.Values;

    /// <summary>Whether something may be sent to its webhook: one for each internal connection, and one for the public one.</summary>
    public bool HasWebhook(string name) =>
        _configured.ContainsKey(name) || (name == NotionConnectionOptions.Public && settings.Notion.Public is not null);

    /// <returns>Null if there is none of the name any more.</returns>
    public async ValueTask<NotionConnection?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (_configured.TryGetValue(name, out var configured))
            return configured;
        if (
            NotionAuthorization.IdOf(name) is { } id
            && await authorizations.FindAsync(id, cancellationToken) is { } authorization
        )
            return Of(authorization);
        _public.TryRemove(name, out _);
        return null;
    }

    /// <summary>The workspaces that an account has connected.</summary>
    public async Task<IReadOnlyList<NotionConnection>> ListOfAsync(
        string accountId,
        CancellationToken cancellationToken
    ) => [.. (await authorizations.ListAsync(accountId, cancellationToken)).Select(Of).OfType<NotionConnection>()];

    /// <summary>Those that an event of a workspace is for, which came to the webhook of a name.</summary>
    public async Task<IReadOnlyList<NotionConnection>> ListOfWebhookAsync(
        string name,
        string? workspaceId,
        CancellationToken cancellationToken
    ) =>
        _configured.TryGetValue(name, out var configured) ? [configured]
        : workspaceId is null ? []
        :
        [
            .. (await authorizations.ListOfWorkspaceAsync(workspaceId, cancellationToken))
                .Select(Of)
                .OfType<NotionConnection>(),
        ];

    // Null when its public connection is no longer configured.
    private NotionConnection? Of(NotionAuthorization authorization)
    {
        if (settings.Notion.Public is not { } options)
            return null;
        var connection = _public.GetOrAdd(
            authorization.ConnectionName,
            name => new NotionConnection(name, authorization.AccessToken, options.CallsPerMinute)
            {
                OwnerId = authorization.AccountId,
                User = authorization.Bot,
            }
        );
        // Another replica may have renewed it, or its owner connected it again.
        connection.Token = authorization.AccessToken;
        connection.Failure = authorization.EndedAt is null
            ? null
            : new(ApiFailureKind.Unauthorized, "the connection was ended");
        return connection;
    }
}
