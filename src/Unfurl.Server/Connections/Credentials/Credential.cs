namespace Unfurl.Server.Connections.Credentials;

/// <summary>The tokens with which the service acts for a person at a provider.</summary>
internal sealed record Credential
{
    public required string Id { get; init; }
    public required string AccountId { get; init; }

    /// <summary>The name of the provider instance.</summary>
    public required string Provider { get; init; }

    /// <summary>The person's stable id at the provider.</summary>
    public required string Subject { get; init; }

    public required string Login { get; init; }

    /// <summary>False when the provider rejected the credential or it cannot be decrypted.</summary>
    public required bool IsActive { get; init; }

    /// <summary>True when the provider has suspended the account.</summary>
    public bool IsSuspended { get; init; }

    public required Secret AccessToken { get; init; }
    public Secret? RefreshToken { get; init; }

    /// <summary>The encrypted access token, which each write changes. Null before the first write.</summary>
    public string? Stored { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>When the access token expires; null when the provider did not say.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether revoking one credential revokes the other: a provider may issue the same token again.</summary>
    public bool SharesTokenWith(Credential other) =>
        AccessToken.Reveal() == other.AccessToken.Reveal()
        || (RefreshToken is { } token && token.Reveal() == other.RefreshToken?.Reveal());
}
