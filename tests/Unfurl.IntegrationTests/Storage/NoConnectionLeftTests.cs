using Npgsql;
using Unfurl.Demo.Site;
using Unfurl.IntegrationTests.Previews;
using Unfurl.Testing.Postgres;

namespace Unfurl.IntegrationTests.Storage;

/// <summary>Others take all connections that PostgreSQL has, during a stream of requests.</summary>
[OnPostgres]
public sealed class NoConnectionLeftTests : IAsyncLifetime
{
    private const int Many = 300;

    // Each person sees some of them, and one is the other's alone.
    private static readonly string[] Links = ["/items/1", "/items/3", "/items/4", "/items/5"];
    private static readonly string[] Logins = ["ada", "ben"];

    private PostgresServer _postgres = null!;
    private TestHost _host = null!;
    private HttpClient _client = null!;
    private ConnectedUser[] _people = null!;
    private (int Person, string Path)[] _asks = null!;

    public async ValueTask InitializeAsync()
    {
        _postgres = await PostgresServer.StartAsync(maxConnections: 30);
        _host = await new TestHostBuilder()
            .WithAcme()
            .OnSystemClock()
            .WithDatabase(await TestDatabase.CreateAsync(_postgres))
            .With("Unfurl:Cache:Fresh", "00:00:00.020")
            // A busy machine makes the provider slow, and this is not about slow providers.
            .With("Unfurl:Resolve:Timeout", "00:00:30")
            .StartAsync();
        _people = [await _host.AdaAsync(), await _host.BenAsync()];
        _client = _host.Service.CreateClient();
        _asks = [.. from person in (int[])[0, 1] from path in Links where IsSeen(person, path) select (person, path)];
        _asks.Length.ShouldBeInRange(5, 7);
        foreach (var number in Enumerable.Range(0, _asks.Length))
            (await AskAsync(number)).ShouldBeNull();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Fact]
    public async Task Requests_go_on_and_changes_are_seen_when_there_are_connections_again()
    {
        await using var stream = new AskStream(AskAsync);
        await stream.GoOnAsync(Many / 10);

        var taken = await TakeAllAsync();
        await stream.GoOnAsync(Many);
        foreach (var connection in taken)
            await connection.DisposeAsync();

        stream.Wrong.ShouldBeEmpty();
        await stream.EndAsync();
        _host.Acme.Site.Change<AcmeItem>(Links[0], item => item with { Title = "Renamed" });
        await Eventually.TrueAsync(async () => await AskAsync(0) is null, "the change is seen");
    }

    private async Task<List<NpgsqlConnection>> TakeAllAsync()
    {
        var setting = new NpgsqlConnectionStringBuilder(_host.Database.Setting.Value) { Pooling = false };
        var taken = new List<NpgsqlConnection>();
        while (await TakeAsync() is { } connection)
            taken.Add(connection);
        // Also those that the service has.
        await using var ending = new NpgsqlCommand(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name <> 'taken'",
            taken[0]
        );
        await ending.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        while (await TakeAsync() is { } connection)
            taken.Add(connection);
        return taken;

        async Task<NpgsqlConnection?> TakeAsync()
        {
            setting.ApplicationName = "taken";
            var connection = new NpgsqlConnection(setting.ToString());
            try
            {
                await connection.OpenAsync(TestContext.Current.CancellationToken);
                return connection;
            }
            catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.TooManyConnections)
            {
                await connection.DisposeAsync();
                return null;
            }
        }
    }

    private async Task<string?> AskAsync(int number)
    {
        var (person, path) = _asks[number % _asks.Length];
        var (answer, _) = await _people[person].UnfurlAsync(AcmeUsers.LinkTo(path), _client);
        return answer.Title == _host.Acme.Site.Find(path)!.Title
            ? null
            : $"{Logins[person]} got {answer.Operations} for {path}";
    }

    private bool IsSeen(int person, string path) => _host.Acme.Site.Find(path)!.IsVisibleTo(Logins[person]);
}
