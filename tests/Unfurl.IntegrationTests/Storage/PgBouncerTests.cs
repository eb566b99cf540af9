using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Connections.SignIn;
using Unfurl.Server.Providers;
using Unfurl.Server.Storage;
using Unfurl.Testing.Postgres;

namespace Unfurl.IntegrationTests.Storage;

/// <summary>Behind a pooler that gives each transaction another session, locks hold and nothing waits without end.</summary>
[OnPostgres]
public sealed class PgBouncerTests
{
    private const int AtOnce = 16;

    // For a busy machine. Without a lock in the way it takes a fraction of a second.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(20, "")]
    [InlineData(20, ";No Reset On Close=true")]
    [InlineData(3, ";Maximum Pool Size=3")]
    [InlineData(2, "")]
    public async Task First_sign_ins_of_one_person_at_once_create_one_account(int poolSize, string options)
    {
        var database = new PooledDatabase(await SharedPostgresServer.GetAsync(), poolSize, options);
        await database.StartAsync();
        await using var host = await new TestHostBuilder().WithAcme().WithNotion().WithDatabase(database).StartAsync();
        await using var replica = host.StartReplica();

        var users = await Task.WhenAll(
                Enumerable.Range(0, AtOnce).Select(i => SignInAsync(i % 2 == 0 ? host.Service : replica, $"token-{i}"))
            )
            .WaitAsync(Limit, Cancellation);

        users.Select(user => user?.AccountId).Distinct().ShouldHaveSingleItem().ShouldNotBeNull();
        (await database.CountAsync(Rows.Accounts)).ShouldBe(1);
        (await database.CountAsync(Rows.Locks)).ShouldBe(0);
    }

    [Theory]
    [InlineData(20, "")]
    [InlineData(4, ";No Reset On Close=true")]
    public async Task Replicas_that_start_at_once_on_an_empty_database_are_ready(int poolSize, string options)
    {
        await using var database = new PooledDatabase(await SharedPostgresServer.GetAsync(), poolSize, options);
        await database.StartAsync();

        var hosts = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => Task.Run(() => UnfurlHost.Start([database.Setting]), Cancellation))
        );

        foreach (var host in hosts)
        {
            using var client = host.CreateClient();
            (await client.GetAsync("/health/ready", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
            await host.DisposeAsync();
        }
        (await database.CountAsync(Rows.Keys)).ShouldBe(1);
    }

    [Fact]
    public async Task A_lock_excludes_others_and_ends_with_its_holder_or_its_lease()
    {
        await using var database = new PooledDatabase(await SharedPostgresServer.GetAsync(), 5, "");
        await database.StartAsync();
        await using var service = UnfurlHost.Start([database.Setting]);
        await using var replica = UnfurlHost.Start([database.Setting]);
        var (inside, most) = (0, 0);

        await Task.WhenAll(
                Enumerable
                    .Range(0, 40)
                    .Select(async i =>
                    {
                        var storage = (i % 2 == 0 ? service : replica).Services.GetRequiredService<Database>();
                        await using var _ = await storage.LockAsync("one", Cancellation);
                        most = Math.Max(most, Interlocked.Increment(ref inside));
                        await storage.CheckAsync(Cancellation);
                        Interlocked.Decrement(ref inside);
                    })
            )
            .WaitAsync(Limit, Cancellation);
        // A replica that stopped.
        await database.ExecuteAsync(
            $"INSERT INTO locks (name, holder, held_until) VALUES ('one', 'gone', {PostgresDatabase.Now} + 1)"
        );
        var after = service.Services.GetRequiredService<Database>().LockAsync("one", Cancellation);

        most.ShouldBe(1);
        await (await after.WaitAsync(Limit, Cancellation)).DisposeAsync();
        (await database.CountAsync(Rows.Locks)).ShouldBe(0);
    }

    [Fact]
    public async Task A_holder_that_waits_needs_no_connection()
    {
        await using var database = new PooledDatabase(await SharedPostgresServer.GetAsync(), 2, ";Maximum Pool Size=2");
        await database.StartAsync();
        await using var service = UnfurlHost.Start([database.Setting]);
        var storage = service.Services.GetRequiredService<Database>();

        List<IAsyncDisposable> held = [];
        for (var i = 0; i < 10; i++)
            held.Add(await storage.LockAsync($"lock {i}", Cancellation).WaitAsync(Limit, Cancellation));

        await storage.CheckAsync(Cancellation).WaitAsync(Limit, Cancellation);
        foreach (var one in held)
            await one.DisposeAsync();
    }

    private static Task<SignedInUser?> SignInAsync(UnfurlHost service, string token)
    {
        service.Services.GetRequiredService<ProviderRegistry>().TryGet("acme", out var acme).ShouldBeTrue();
        return service
            .Services.GetRequiredService<SignInService>()
            .CompleteAsync(
                acme!,
                new Identification.Known("the same person", "ada"),
                new TokenResponse(new Secret(token), RefreshToken: null, ExpiresAt: null),
                addTo: null,
                Cancellation
            );
    }

    /// <summary>A database behind a pooler; the tests read it directly.</summary>
    private sealed class PooledDatabase(PostgresServer server, int poolSize, string options) : TestDatabase
    {
        private PgBouncer _bouncer = null!;
        private NpgsqlDataSource _direct = null!;

        public override KeyValuePair<string, string?> Setting =>
            new("ConnectionStrings:Postgres", $"{_bouncer.ConnectionString}{options}");

        public async Task StartAsync()
        {
            var target = await server.CreateDatabaseAsync();
            _direct = NpgsqlDataSource.Create(target);
            _bouncer = await PgBouncer.StartAsync(target, poolSize);
        }

        public override async Task<string> DumpAsync() =>
            string.Join('\n', await TextsAsync("SELECT name FROM schema_versions"));

        public override async ValueTask DisposeAsync()
        {
            await _bouncer.DisposeAsync();
            await _direct.DisposeAsync();
        }

        protected override string TableNames =>
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'";

        protected override async Task<System.Data.Common.DbConnection> OpenAsync() =>
            await _direct.OpenConnectionAsync();
    }
}
