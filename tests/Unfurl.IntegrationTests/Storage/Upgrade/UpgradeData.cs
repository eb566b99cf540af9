using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Unfurl.Testing;

namespace Unfurl.IntegrationTests.Storage.Upgrade;

/// <summary>What an earlier build left in a database, told by what only its users knew: tokens, cookies, links.</summary>
internal sealed record UpgradeData
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <summary>When the process stopped, by its clock.</summary>
    public required DateTimeOffset StoppedAt { get; init; }

    /// <summary>The pair that Notion presents, and where it sends browsers back to.</summary>
    public required string ClientId { get; init; }

    public required string ClientSecret { get; init; }

    public required string RedirectUri { get; init; }

    /// <summary>The tokens that GitHub issued, as the double tells and takes them.</summary>
    [JsonPropertyName("github_tokens")]
    public required JsonElement GitHubTokens { get; init; }

    /// <summary>The titles of the public repository's pull requests when the process stopped.</summary>
    public required IReadOnlyDictionary<int, string> PullRequests { get; init; }

    public required IReadOnlyList<StoredConnection> Connections { get; init; }

    public required StoredBrowser Browser { get; init; }

    /// <summary>The code of a connection that Notion has not redeemed.</summary>
    public required string Code { get; init; }

    /// <summary>The ids of deliveries that were accepted.</summary>
    public required IReadOnlyList<string> Deliveries { get; init; }

    /// <summary>What Notion is told once a restarted process goes on.</summary>
    public required IReadOnlyList<StoredUpdate> Due { get; init; }

    /// <summary>What Notion is told once the lease of the stopped process is over.</summary>
    public required IReadOnlyList<StoredUpdate> Leased { get; init; }

    /// <summary>What Notion is not told: it refused the state for good, or the grant has to be connected again.</summary>
    public required IReadOnlyList<StoredUpdate> Stuck { get; init; }

    /// <summary>How many rows each table has.</summary>
    public required SortedDictionary<string, long> Rows { get; init; }

    /// <summary>The folder of all versions: a folder each, named after its last migration.</summary>
    public static string Folder { get; } =
        RepositoryRoot.File("tests", "Unfurl.IntegrationTests", "Storage", "Upgrade");

    public static IReadOnlyList<string> Versions =>
        [.. Directory.GetDirectories(Folder).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    public static async Task<(UpgradeData Data, string Sql)> ReadAsync(string version, string database)
    {
        var path = Path.Combine(Folder, version, $"unfurl.{database}");
        await using var file = File.OpenRead($"{path}.json");
        var data = await JsonSerializer.DeserializeAsync<UpgradeData>(file, Json);
        return (data!, await File.ReadAllTextAsync($"{path}.sql"));
    }

    public async Task WriteAsync(string version, string database, string sql)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, version)).FullName;
        var path = Path.Combine(folder, $"unfurl.{database}");
        await File.WriteAllTextAsync($"{path}.json", JsonSerializer.Serialize(this, Json) + "\n");
        await File.WriteAllTextAsync($"{path}.sql", sql);
    }
}

/// <summary>A grant: one account connected from one workspace.</summary>
/// <param name="Login">The account's login at GitHub.</param>
/// <param name="Workspace">The workspace's name.</param>
/// <param name="AccessToken">Our access token.</param>
/// <param name="HasExpired">Whether the access token has expired; the refresh token has not.</param>
/// <param name="RefreshToken">Our refresh token.</param>
/// <param name="NotionToken">Notion's access token.</param>
/// <param name="NeedsSignIn">Whether the account has to sign in at GitHub again.</param>
/// <param name="NeedsReconnect">Whether Notion no longer takes its token.</param>
/// <param name="Links">The links that the workspace shows.</param>
internal sealed record StoredConnection(
    string Login,
    string Workspace,
    string AccessToken,
    bool HasExpired,
    string RefreshToken,
    string NotionToken,
    bool NeedsSignIn,
    bool NeedsReconnect,
    IReadOnlyList<string> Links
)
{
    /// <summary>Whether its previews follow what they show.</summary>
    [JsonIgnore]
    public bool IsActive => !NeedsSignIn && !NeedsReconnect;
}

/// <summary>A browser that is signed in and has a consent page open.</summary>
/// <param name="Login">The account's login at GitHub.</param>
/// <param name="Cookies">By name.</param>
/// <param name="ConsentPath">The consent page's address.</param>
internal sealed record StoredBrowser(string Login, IReadOnlyDictionary<string, string> Cookies, string ConsentPath);

/// <summary>A state of a preview that Notion has to be told, or was.</summary>
/// <param name="NotionToken">Notion's token of the grant.</param>
/// <param name="Uri">The link.</param>
/// <param name="Text">What the state says.</param>
/// <param name="IsStored">Whether the state itself is stored; else the provider has to be asked for it.</param>
internal sealed record StoredUpdate(string NotionToken, string Uri, string Text, bool IsStored = false);
