using Unfurl.Simulator.Users;

namespace Unfurl.Simulator.Authorization;

/// <summary>
/// A connection in progress, from the first redirect to the browser's return. Without a return URL it ends on the
/// simulator's own page.
/// </summary>
internal sealed record PendingAuthorization(
    string User,
    Workspace Workspace,
    Uri? ReturnTo,
    string StateHash,
    string CodeHash,
    DateTimeOffset StartedAt
)
{
    // Null until the service has exchanged the code.
    public ExternalAccount? Account { get; init; }

    public bool IsStateUsed { get; init; }
}

/// <summary>Notion's tokens of a connection, stored as hashes.</summary>
internal sealed record NotionGrant(
    string User,
    Workspace Workspace,
    ExternalAccount Account,
    string BotId,
    string AccessTokenHash,
    string? RefreshTokenHash
)
{
    public bool Has(string token) =>
        Fingerprint.Of(token) is var hash && (hash == AccessTokenHash || hash == RefreshTokenHash);
}

internal sealed record IssuedTokens(NotionGrant Grant, Secret AccessToken, Secret? RefreshToken);
