using Unfurl.Notion.Api;
using Unfurl.Server.Configuration;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Notion.Enrich.Calls;

/// <summary>Asks Notion whose the tokens are: after the start, and again until it has answered.</summary>
internal sealed partial class ConnectionWorker(
    NotionConnections connections,
    NotionCalls calls,
    UnfurlOptions settings,
    TimeProvider time,
    ILogger<ConnectionWorker> logger
) : PeriodicWorker(Interval, time, logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    protected override Task WorkAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(
            connections
                .Configured.Where(connection => connection.User is null || connection.Failure is not null)
                .Select(connection => TryAsync(token => AskAsync(connection, token), cancellationToken))
        );

    private async Task AskAsync(NotionConnection connection, CancellationToken cancellationToken)
    {
        var before = connection.Failure;
        var result = await calls.CallAsync(
            connection,
            (client, token) => client.GetMeAsync(token, cancellationToken),
            cancellationToken
        );
        if (result.Value is { } user)
        {
            connection.User = user;
            if (settings.Notion.Admits(user.WorkspaceId))
                Log.Connected(logger, connection.Name, user.WorkspaceName ?? user.WorkspaceId, user.WorkspaceId);
            else
                Log.NotListed(logger, connection.Name, user.WorkspaceId);
            return;
        }
        connection.Failure = result.Failure;
        // Once for each reason.
        if (before?.Kind != result.Failure!.Kind)
            Log.Failed(logger, ConnectionHelp.For(result.Failure, connection.Name));
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "The connection {Connection} belongs to the Notion workspace {Workspace} ({WorkspaceId})"
        )]
        public static partial void Connected(ILogger logger, string connection, string workspace, string workspaceId);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The connection {Connection} belongs to the Notion workspace {WorkspaceId}, which Unfurl:Notion:Workspaces does not list: nothing is written there"
        )]
        public static partial void NotListed(ILogger logger, string connection, string workspaceId);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Help}")]
        public static partial void Failed(ILogger logger, string help);
    }
}
