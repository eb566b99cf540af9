using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Unfurl.IntegrationTests.Storage.Upgrade;

/// <summary>The clients' side of a database of an earlier build: tokens, cookies and links.</summary>
internal sealed record UpgradeData
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    // When the process stopped, by its clock.
    public required DateTimeOffset StoppedAt { get; init; }

    // The credentials that Notion presents, and its redirect URI.
    public required string ClientId { get; init; }

    public required string ClientSecret { get; init; }

    public required string RedirectUri { get; init; }

    // In the format of the GitHub double.
    [JsonPropertyName("github_tokens")]
    public required JsonElement GitHubTokens { get; init; }

    // The titles of the public repository's pull requests when the process stopped.
    public required IReadOnlyDictionary<int, string> PullRequests { get; init; }

    public required IReadOnlyList<StoredConnection> Connections { get; init; }

    public required StoredBrowser Browser { get; init; }

    // Not yet redeemed by Notion.
    public required string Code { get; init; }

    public required IReadOnlyList<string> Deliveries { get; init; }

    // Pushed after a restart.
    public required IReadOnlyList<StoredUpdate> Due { get; init; }

    // Pushed after the stopped process's lease has expired.
    public required IReadOnlyList<StoredUpdate> Leased { get; init; }

    // Not pushed: Notion rejected the state, or the grant has to be connected again.
    public required IReadOnlyList<StoredUpdate> Stuck { get; init; }

    public required SortedDictionary<string, long> Rows { get; init; }

    // Each version has a folder, named after its last migration.
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

/// <summary>
/// A grant: one account connected from one workspace. <c>AccessToken</c> and <c>RefreshToken</c> are the service's;
/// only the access token can have expired.
/// </summary>
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
    [JsonIgnore]
    public bool IsActive => !NeedsSignIn && !NeedsReconnect;
}

/// <summary>A browser that is signed in and has a consent page open.</summary>
internal sealed record StoredBrowser(string Login, IReadOnlyDictionary<string, string> Cookies, string ConsentPath);

/// <summary>
/// A state of a preview to push, or already pushed. If <c>IsStored</c> is false, the provider has to be queried for it.
/// </summary>
internal sealed record StoredUpdate(string NotionToken, string Uri, string Text, bool IsStored = false);
