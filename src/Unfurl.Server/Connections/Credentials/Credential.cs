namespace Unfurl.Server.Connections.Credentials;

/// <summary>What a provider gave us to act for a person there.</summary>
internal sealed record Credential
{
    public required string Id { get; init; }
    public required string AccountId { get; init; }

    /// <summary>The provider instance's name.</summary>
    public required string Provider { get; init; }

    /// <summary>The person's stable id at the provider.</summary>
    public required string Subject { get; init; }

    public required string Login { get; init; }

    /// <summary>False once the provider refused it, or when it cannot be read: the person has to sign in again, and there are no tokens.</summary>
    public required bool IsActive { get; init; }

    public required Secret AccessToken { get; init; }
    public Secret? RefreshToken { get; init; }

    /// <summary>The access token as storage has it, different after every write: tells whether the credential was replaced meanwhile. Null for one that is not stored yet.</summary>
    public string? Stored { get; init; }

    /// <summary>When the provider gave the tokens.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>When the access token ends; null when the provider named no end.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether ending one would end the other: a provider may give the same token again.</summary>
    public bool SharesTokenWith(Credential other) =>
        AccessToken.Reveal() == other.AccessToken.Reveal()
        || (RefreshToken is { } token && token.Reveal() == other.RefreshToken?.Reveal());
}
