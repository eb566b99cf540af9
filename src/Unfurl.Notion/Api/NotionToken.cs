namespace Unfurl.Notion.Api;

/// <summary>The token of a connection (reference page "Create a token").</summary>
public sealed record NotionToken
{
    // Authorizes updates of the connection's previews.
    public required Secret AccessToken { get; init; }

    // Null for older connections.
    public Secret? RefreshToken { get; init; }

    public required string WorkspaceId { get; init; }
    public string? WorkspaceName { get; init; }
    public string? BotId { get; init; }
}

public abstract record ExchangeResult
{
    private ExchangeResult() { }

    public sealed record Succeeded(NotionToken Token) : ExchangeResult;

    // The code has expired, or the client id or secret are wrong. The reason is for the log: a status and an error
    // code.
    public sealed record Rejected(string Reason) : ExchangeResult;

    // Notion failed, timed out or sent an invalid response. The reason is for the log.
    public sealed record Unavailable(string Reason) : ExchangeResult;
}
