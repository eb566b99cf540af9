using Unfurl.Notion.Api;
using Unfurl.Server.Notion.Enrich.PublicConnection;

namespace Unfurl.Server.Notion.Enrich.Calls;

/// <summary>What to do in Notion about a failure, step by step.</summary>
internal static class ConnectionHelp
{
    public static string For(ApiFailure failure, string connection) =>
        failure.Kind switch
        {
            ApiFailureKind.Unauthorized when NotionAuthorization.IdOf(connection) is not null =>
                "Notion does not accept the connection to this workspace any more: it was removed there, or not used for long. Whoever connected it connects Notion again on /databases.",
            ApiFailureKind.NotFound when NotionAuthorization.IdOf(connection) is not null =>
                "Notion does not show the database to the connection. Connect Notion again on /databases, and pick the database there. Of a linked view, pick the original database.",
            ApiFailureKind.Unauthorized =>
                $"Notion does not accept the token of the connection '{connection}'. Open the connection in Notion's developer portal, copy its token, set it as Unfurl:Notion:Connections:{connection}:Token, and restart the service.",
            ApiFailureKind.NotAllowed =>
                $"The connection '{connection}' lacks a capability. Open it in Notion's developer portal, switch on \"Read content\" and \"Update content\" (and, to fill people columns, \"Read user information including email addresses\"), and save. Notion says: {failure.Detail}",
            ApiFailureKind.NotFound =>
                $"Notion does not show the database to the connection '{connection}'. Open the database in Notion as a full page, choose \"•••\", then \"Connections\", and add the connection. Of a linked view, share the original database.",
            ApiFailureKind.Blocked =>
                $"Notion has blocked the calls of the connection '{connection}'. It is asked again every hour; Notion's support knows why. Notion says: {failure.Detail}",
            ApiFailureKind.Invalid => $"Notion does not accept the request: {failure.Detail}",
            _ => $"Notion could not answer, and is asked again: {failure.Detail}",
        };

    /// <summary>Whether somebody has to do something about it.</summary>
    public static bool IsLasting(ApiFailureKind kind) =>
        kind
            is ApiFailureKind.Unauthorized
                or ApiFailureKind.NotAllowed
                or ApiFailureKind.NotFound
                or ApiFailureKind.Invalid
                or ApiFailureKind.Blocked;

    /// <summary>A stored code, which logs and metrics use too.</summary>
    public static string CodeOf(ApiFailureKind kind) =>
        kind switch
        {
            ApiFailureKind.Unauthorized => "token_rejected",
            ApiFailureKind.NotAllowed => "capability_missing",
            ApiFailureKind.NotFound => "not_shared",
            ApiFailureKind.Blocked => "blocked",
            ApiFailureKind.Invalid => "invalid_request",
            ApiFailureKind.Conflict => "conflict",
            ApiFailureKind.ConnectionLimited or ApiFailureKind.WorkspaceLimited => "rate_limited",
            ApiFailureKind.Overloaded => "overloaded",
            _ => "unavailable",
        };
}
