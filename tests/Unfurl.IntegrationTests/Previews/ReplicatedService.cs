using System.Net;
using Unfurl.Demo.Site;
using Unfurl.IntegrationTests.Contract;
using Unfurl.IntegrationTests.Fixtures;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Testing;
using Unfurl.Testing.Databases;
using ProviderTokens = Unfurl.Server.Connections.Credentials.TokenResponse;

namespace Unfurl.IntegrationTests.Previews;

/// <summary>Two replicas of the service with one PostgreSQL database, one Redis and the demo provider, on the system's clock.</summary>
internal sealed class ReplicatedService : IAsyncDisposable
{
    public const string Healthy = """{"status":"healthy","checks":{"storage":"healthy","redis":"healthy"}}""";
    public const string Degraded = """{"status":"degraded","checks":{"storage":"healthy","redis":"degraded"}}""";

    public static readonly string[] Logins = ["ada", "ben"];

    private readonly AcmeSiteHost _acme;
    private readonly TestDatabase _database;

    private ReplicatedService(AcmeSiteHost acme, TestDatabase database, UnfurlHost[] replicas) =>
        (_acme, _database, Replicas) = (acme, database, replicas);

    public AcmeSite Acme => _acme.Site;

    public IReadOnlyList<UnfurlHost> Replicas { get; }

    public static async Task<ReplicatedService> StartAsync(PostgresFixture postgres, string redis, TimeSpan fresh)
    {
        var acme = await AcmeSiteHost.StartAsync();
        var database = await TestDatabase.CreateAsync(await postgres.GetAsync());
        var settings = AcmeTestHost.Settings(acme.WebUrl);
        settings[database.Setting.Key] = database.Setting.Value;
        settings["ConnectionStrings:Redis"] = redis;
        settings["Unfurl:Cache:Fresh"] = fresh.ToString();
        // A busy machine makes the provider slow, and this is not about slow providers.
        settings["Unfurl:Resolve:SoftTimeout"] = "00:00:20";
        settings["Unfurl:Resolve:Timeout"] = "00:00:30";
        return new ReplicatedService(acme, database, [UnfurlHost.Start(settings), UnfurlHost.Start(settings)]);
    }

    public Task<ConnectedUser> ConnectAsync(string login)
    {
        var tokens = Acme.IssueTokens(login);
        var expires = TimeProvider.System.GetUtcNow() + tokens.ExpiresIn;
        return ConnectedUser.ConnectAsync(
            Replicas[0],
            "acme",
            login,
            new ProviderTokens(tokens.AccessToken, tokens.RefreshToken, expires)
        );
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in Replicas)
            await replica.DisposeAsync();
        await _acme.DisposeAsync();
        await _database.DisposeAsync();
    }
}

internal static class ReplicatedServiceExtensions
{
    /// <summary>What <c>/health/ready</c> says; a service without Redis is ready all the same.</summary>
    public static async Task<string> HealthAsync(this HttpClient client)
    {
        using var response = await client.GetAsync("/health/ready");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>The title of what is at a path; null when somebody does not see it.</summary>
    public static string? TitleFor(this AcmeSite acme, string login, string path) =>
        acme.Find(path) is { } entry && entry.IsVisibleTo(login) ? entry.Title : null;
}
