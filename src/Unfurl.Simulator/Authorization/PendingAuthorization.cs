using Unfurl.Simulator.People;

namespace Unfurl.Simulator.Authorization;

/// <summary>One way through the connect flow, from the first redirect to the browser's return.</summary>
/// <param name="User">Who connects.</param>
/// <param name="Workspace">In which workspace.</param>
/// <param name="ReturnTo">Where the browser goes in the end; null for a page of ours.</param>
/// <param name="StateHash">Hash of the state.</param>
/// <param name="CodeHash">Hash of Notion's code.</param>
/// <param name="StartedAt">When it began.</param>
internal sealed record PendingAuthorization(
    string User,
    Workspace Workspace,
    Uri? ReturnTo,
    string StateHash,
    string CodeHash,
    DateTimeOffset StartedAt
)
{
    /// <summary>The account that the service named when it traded the code; null until then.</summary>
    public ExternalAccount? Account { get; init; }

    /// <summary>Whether the browser has come back with the state.</summary>
    public bool IsStateUsed { get; init; }
}

/// <summary>Notion's tokens for one connection; only their hashes are kept.</summary>
internal sealed record NotionGrant(
    string User,
    Workspace Workspace,
    ExternalAccount Account,
    string BotId,
    string AccessTokenHash,
    string? RefreshTokenHash
);

/// <summary>A token pair just issued.</summary>
internal sealed record IssuedTokens(NotionGrant Grant, Secret AccessToken, Secret? RefreshToken);
