using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Unfurl.Server.Configuration;

/// <summary>Everything the operator may set, read and checked once at start.</summary>
internal sealed record UnfurlSettings
{
    /// <summary>The origin under which Notion and browsers reach the service; no path.</summary>
    public required Uri PublicUrl { get; init; }

    /// <summary>Whose <c>X-Forwarded-For</c> is believed.</summary>
    public required IReadOnlyList<IPNetwork> TrustedProxies { get; init; }

    /// <summary>The value of the <c>dev</c> attribute.</summary>
    public required string Developer { get; init; }

    public required OAuthSettings OAuth { get; init; }
    public required NotionSettings Notion { get; init; }
    public required CacheSettings Cache { get; init; }
    public required ResolveSettings Resolve { get; init; }
    public required UpdateSettings Updates { get; init; }
    public required StorageSettings Storage { get; init; }
    public required string PluginsPath { get; init; }

    /// <summary>Absolute URL of one of our own paths.</summary>
    public Uri UrlOf(string path) => new(PublicUrl, path);
}

/// <summary>Notion → us.</summary>
/// <param name="Client">The pair Notion presents; null in Development when none is set: then one is generated and kept.</param>
/// <param name="RedirectUris">Where authorization answers may go.</param>
internal sealed record OAuthSettings(
    OAuthClient? Client,
    IReadOnlyList<Uri> RedirectUris,
    TimeSpan AuthorizationCodeLifetime,
    TimeSpan AccessTokenLifetime,
    TimeSpan RefreshTokenLifetime
);

/// <summary>A client id and its secret.</summary>
internal sealed record OAuthClient(string ClientId, Secret ClientSecret);

/// <summary>Us → Notion.</summary>
/// <param name="IsSimulated">Whether the simulator plays Notion: in Development, when <paramref name="ApiUrl"/> is a loopback address.</param>
internal sealed record NotionSettings(OAuthClient Client, Uri ApiUrl, string Version, bool IsSimulated)
{
    /// <summary>Absolute URL of a path below the API's root, which may itself have a path.</summary>
    public Uri UrlOf(string path) => new($"{ApiUrl.AbsoluteUri.TrimEnd('/')}/{path}");
}

internal sealed record CacheSettings(TimeSpan Fresh, TimeSpan Stale);

/// <param name="TrackFor">How long an unopened preview is kept up to date.</param>
internal sealed record UpdateSettings(TimeSpan TrackFor);

internal sealed record ResolveSettings(TimeSpan SoftTimeout, TimeSpan Timeout);

/// <param name="Postgres">PostgreSQL's connection string, which holds a password; null where <paramref name="Sqlite"/> is used.</param>
/// <param name="Sqlite">SQLite's connection string.</param>
/// <param name="Redis">Redis's connection string; null where the cache is in memory alone.</param>
/// <param name="Certificate">Protects the key ring at rest.</param>
internal sealed record StorageSettings(Secret? Postgres, Secret Sqlite, Secret? Redis, X509Certificate2? Certificate);
