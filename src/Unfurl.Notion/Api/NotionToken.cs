namespace Unfurl.Notion.Api;

/// <summary>What Notion's token endpoint gives for a connection (reference page "Create a token").</summary>
public sealed record NotionToken
{
    /// <summary>Pushes updates to the previews of this connection.</summary>
    public required Secret AccessToken { get; init; }

    /// <summary>Renews it; older connections have none.</summary>
    public Secret? RefreshToken { get; init; }

    public required string WorkspaceId { get; init; }
    public string? WorkspaceName { get; init; }
    public string? BotId { get; init; }
}

/// <summary>The outcome of trading Notion's code.</summary>
public abstract record ExchangeResult
{
    private ExchangeResult() { }

    public sealed record Succeeded(NotionToken Token) : ExchangeResult;

    /// <summary>Notion answered that it will not: the code is stale, or our client id and secret are wrong.</summary>
    /// <param name="Reason">For the log; a status and an error code, nothing secret.</param>
    public sealed record Rejected(string Reason) : ExchangeResult;

    /// <summary>Notion failed, was too slow or answered nonsense.</summary>
    /// <param name="Reason">For the log.</param>
    public sealed record Unavailable(string Reason) : ExchangeResult;
}
