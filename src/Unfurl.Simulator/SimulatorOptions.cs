using System.Security.Cryptography;

namespace Unfurl.Simulator;

/// <summary>Where the simulator is, where the service under test is, and the two pairs of credentials between them.</summary>
public sealed record SimulatorOptions
{
    /// <summary>Where browsers and the service reach the simulator, e.g. <c>http://localhost:5080/lab/notion</c>; Notion's API root too.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>The service's authorization endpoint.</summary>
    public required Uri AuthorizeUrl { get; init; }

    /// <summary>The service's token endpoint.</summary>
    public required Uri TokenUrl { get; init; }

    /// <summary>The service's Unfurl Callback URL.</summary>
    public required Uri UnfurlUrl { get; init; }

    /// <summary>The service's Deleted Token Callback URL, where it has one.</summary>
    public Uri? DeletionUrl { get; init; }

    /// <summary>The pair Notion presents to the service.</summary>
    public required string ClientId { get; init; }

    /// <inheritdoc cref="ClientId"/>
    public required Secret ClientSecret { get; init; }

    /// <summary>The pair the service presents to Notion's token endpoint.</summary>
    public required string NotionClientId { get; init; }

    /// <inheritdoc cref="NotionClientId"/>
    public required Secret NotionClientSecret { get; init; }

    /// <summary>The <c>Notion-Version</c> to insist on; without one any date is taken.</summary>
    public string? NotionVersion { get; init; }

    /// <summary>Updates a workspace may receive per second (reference page "Request limits" says 3); null for no limit.</summary>
    public int? RateLimit { get; init; }

    /// <summary>Whether Notion's token answers carry a refresh token.</summary>
    public bool IssueRefreshTokens { get; init; } = true;

    /// <summary>What the service must allow as redirect URI.</summary>
    public Uri RedirectUri
    {
        get => field ?? At("externalintegrationauthcallback");
        init;
    }

    internal Uri At(string path) => new($"{BaseUrl.AbsoluteUri.TrimEnd('/')}/{path}");

    internal bool IsNotionClient(string id, string secret) =>
        CryptographicOperations.FixedTimeEquals(Fingerprint.Bytes(id), Fingerprint.Bytes(NotionClientId))
        & CryptographicOperations.FixedTimeEquals(
            Fingerprint.Bytes(secret),
            Fingerprint.Bytes(NotionClientSecret.Reveal())
        );
}
