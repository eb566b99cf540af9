using System.Security.Cryptography;

namespace Unfurl.Simulator;

/// <summary>
/// The URLs of the simulator and of the service under test, and the two pairs of credentials between them.
/// </summary>
public sealed record SimulatorOptions
{
    // The root of Notion's API too. Both browsers and the service reach the simulator here, e.g.
    // http://localhost:5080/lab/notion.
    public required Uri BaseUrl { get; init; }

    public required Uri AuthorizeUrl { get; init; }

    public required Uri TokenUrl { get; init; }

    public required Uri UnfurlUrl { get; init; }

    // The service's Deleted Token Callback URL; null if it has none.
    public Uri? DeletionUrl { get; init; }

    // The credentials that Notion presents to the service.
    public required string ClientId { get; init; }

    public required Secret ClientSecret { get; init; }

    // The credentials that the service presents to Notion's token endpoint.
    public required string NotionClientId { get; init; }

    public required Secret NotionClientSecret { get; init; }

    // The required value of Notion-Version; null accepts any date.
    public string? NotionVersion { get; init; }

    // Updates per workspace and second (3 on the reference page "Request limits"); null for no limit.
    public int? RateLimit { get; init; }

    // If not, refresh_token is null.
    public bool IssueRefreshTokens { get; init; } = true;

    // The redirect URI that the service must allow.
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
