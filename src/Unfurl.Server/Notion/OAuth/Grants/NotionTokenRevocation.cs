using Unfurl.Notion.Api;

namespace Unfurl.Server.Notion.OAuth.Grants;

/// <summary>Revokes tokens at Notion that no grant needs any more: once, after the removal is committed.</summary>
internal sealed partial class NotionTokenRevocation(NotionClient notion, ILogger<NotionTokenRevocation> logger)
{
    public const string Failed = "notion_revocation_failed";

    /// <summary>Does not wait: a slow Notion must not hold the page of a user who disconnects.</summary>
    public void Start(Secret token) => _ = RevokeAsync(token);

    private async Task RevokeAsync(Secret token)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        if (await notion.RevokeAsync(token) is Revocation.Failed(var detail))
            Log.NotRevoked(logger, Failed, detail);
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "A token of Notion was not revoked there: {Reason} ({Detail}). It is deleted here."
        )]
        public static partial void NotRevoked(ILogger logger, string reason, string detail);
    }
}
