using System.Net.Http.Json;
using Unfurl.Testing.Postgres;
using Unfurl.Testing.Redis;

namespace Unfurl.IntegrationTests.Storage;

/// <summary>What users see while PostgreSQL hangs or is stopped, with and without Redis.</summary>
public abstract class DatabaseAwayTests : IAsyncLifetime
{
    private const string Known = "/items/1";
    private const string Cold = "/items/3";

    private PostgresServer _postgres = null!;
    private RedisServer? _redis;
    private TestHost _host = null!;
    private ConnectedUser _ada = null!;
    private bool _isBroken;

    protected abstract bool HasRedis { get; }

    protected abstract Task StopAsync(PostgresServer postgres);

    protected abstract Task StartAgainAsync(PostgresServer postgres);

    public async ValueTask InitializeAsync()
    {
        _postgres = await PostgresServer.StartAsync();
        _redis = HasRedis ? await RedisServer.StartAsync() : null;
        _host = await new TestHostBuilder()
            .WithAcme()
            .WithDatabase(await TestDatabase.CreateAsync(_postgres))
            .With("ConnectionStrings:Redis", _redis?.ConnectionString)
            .With("Unfurl:Cache:Fresh", "00:10:00")
            // What a busy machine makes slow is not what these tests are about.
            .With("Unfurl:Resolve:Timeout", "00:00:30")
            .StartAsync();
        _host.Service.ExpectServerErrors();
        _ada = await _host.AdaAsync();
        if (HasRedis)
            await Eventually.TrueAsync(() => IsReadyAsync("healthy"), "Redis is found");
        await ShouldShowAsync(Known);
    }

    public async ValueTask DisposeAsync()
    {
        if (_isBroken)
            await MendAsync();
        await _host.DisposeAsync();
        if (_redis is not null)
            await _redis.DisposeAsync();
        await _postgres.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_known_caller_is_served_from_memory_for_a_minute()
    {
        await BreakAsync();

        for (var i = 0; i < 11; i++)
        {
            _host.Clock.Advance(TimeSpan.FromSeconds(5));
            await ShouldShowAsync(Known);
        }
    }

    [Fact]
    public async Task A_caller_is_not_served_for_longer_than_two_minutes()
    {
        await BreakAsync();
        await ShouldShowAsync(Known);

        _host.Clock.Advance(TimeSpan.FromMinutes(2));

        (await StatusAsync(Known)).ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_cold_link_gets_503_and_is_resolved_as_soon_as_the_database_responds()
    {
        var calls = _host.Acme.Site.ApiCallsTo(Cold);
        await BreakAsync();

        (await StatusAsync(Cold)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await StatusAsync(Cold)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        _host.Acme.Site.ApiCallsTo(Cold).ShouldBe(calls);
        await MendAsync();

        await Eventually.TrueAsync(() => IsReadyAsync("healthy"), "the service is ready");
        await ShouldShowAsync(Cold);
    }

    [Fact]
    public async Task A_stale_entry_is_served_instead_of_503()
    {
        _host.Clock.Advance(TimeSpan.FromMinutes(10));
        // Its token is known again, and its entry is stale.
        await ShouldShowAsync("/items/2");
        await BreakAsync();

        await ShouldShowAsync(Known);
    }

    [Fact]
    public async Task A_revocation_counts_as_soon_as_the_database_responds()
    {
        await BreakAsync();
        _host.Clock.Advance(TimeSpan.FromSeconds(5));
        await ShouldShowAsync(Known);
        await MendAsync();
        await Eventually.TrueAsync(() => IsReadyAsync("healthy"), "the service is ready");

        // As another replica does that nobody hears.
        await _host.Database.ExecuteAsync("DELETE FROM tokens");
        _host.Clock.Advance(TimeSpan.FromMinutes(1));

        await Eventually.TrueAsync(
            async () => await StatusAsync(Known) == HttpStatusCode.Unauthorized,
            "the token is rejected"
        );
    }

    [Fact]
    public async Task An_unknown_caller_gets_503_in_bounded_time()
    {
        await BreakAsync();
        using var client = _host.Service.CreateClient();
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {new string('a', 43)}");

        using var response = await PostAsync(client, Known);

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task Nothing_that_waits_for_the_database_holds_up_hits_or_liveness()
    {
        await BreakAsync();
        using var client = _host.Service.CreateClient();
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {new string('a', 43)}");
        var waiting = Enumerable.Range(0, 40).Select(_ => PostAsync(client, Known)).ToList();

        for (var i = 0; i < 100; i++)
        {
            await ShouldShowAsync(Known);
            (await client.GetAsync("/health/live", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(
                HttpStatusCode.OK
            );
        }

        foreach (var response in await Task.WhenAll(waiting))
            response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    private Task BreakAsync()
    {
        _isBroken = true;
        return StopAsync(_postgres);
    }

    private Task MendAsync()
    {
        _isBroken = false;
        return StartAgainAsync(_postgres);
    }

    private async Task<bool> IsReadyAsync(string status)
    {
        using var client = _host.Service.CreateClient();
        using var response = await client.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return text.StartsWith($$"""{"status":"{{status}}",""", StringComparison.Ordinal);
    }

    private async Task ShouldShowAsync(string path)
    {
        var answer = await _ada.UnfurlAsync(AcmeUsers.LinkTo(path));
        answer.Title.ShouldBe(_host.Acme.Site.Find(path)!.Title, answer.Operations);
    }

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var client = _host.Service.CreateClient();
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {_ada.AccessToken}");
        using var response = await PostAsync(client, path);
        return response.StatusCode;
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string path) =>
        client.PostAsJsonAsync("/unfurl", new { uri = AcmeUsers.LinkTo(path) }, TestContext.Current.CancellationToken);

    public abstract class Hanging : DatabaseAwayTests
    {
        protected override Task StopAsync(PostgresServer postgres) => postgres.PauseAsync();

        protected override Task StartAgainAsync(PostgresServer postgres) => postgres.ResumeAsync();
    }

    public abstract class Stopped : DatabaseAwayTests
    {
        protected override Task StopAsync(PostgresServer postgres) => postgres.StopAsync();

        protected override Task StartAgainAsync(PostgresServer postgres) => postgres.StartAgainAsync();
    }

    public sealed class HangingWithRedis : Hanging
    {
        protected override bool HasRedis => true;
    }

    public sealed class HangingWithoutRedis : Hanging
    {
        protected override bool HasRedis => false;
    }

    public sealed class StoppedWithoutRedis : Stopped
    {
        protected override bool HasRedis => false;
    }
}
