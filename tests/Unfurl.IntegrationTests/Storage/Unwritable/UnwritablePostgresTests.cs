using Npgsql;
using Unfurl.Server.Storage;

namespace Unfurl.IntegrationTests.Storage.Unwritable;

/// <summary>
/// While PostgreSQL refuses what the service needs, every client gets a 503, and everything works afterwards.
/// </summary>
[OnPostgres]
public sealed class UnwritablePostgresTests : IAsyncLifetime
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TestDatabase _database = null!;
    private TestHost _host = null!;
    private Tokens _tokens = null!;

    private NotionCalls Notion => new(_host);

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _host = await new TestHostBuilder().WithAcme().WithNotion().WithDatabase(_database).StartAsync();
        using var ada = new NotionUser(_host, "ada");
        _tokens = await ada.ConnectAsync();
        _host.Service.ExpectServerErrors();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    // A replica of PostgreSQL after a failover behaves like this.
    [InlineData("ALTER DATABASE {0} SET default_transaction_read_only = on", "ALTER DATABASE {0} RESET ALL")]
    [InlineData("ALTER DATABASE {0} ALLOW_CONNECTIONS false", "ALTER DATABASE {0} ALLOW_CONNECTIONS true")]
    [InlineData(
        "ALTER TABLE probes RENAME TO gone; ALTER TABLE tokens RENAME TO lost",
        "ALTER TABLE gone RENAME TO probes; ALTER TABLE lost RENAME TO tokens"
    )]
    public async Task It_is_told_and_heals(string breaks, string mends)
    {
        await ExecuteAsync(breaks);
        await DisconnectAllAsync();

        var deletion = await Notion.DeleteGrantAsync(new { access_token = _tokens.AccessToken });
        await UntilReadyAsync(HttpStatusCode.ServiceUnavailable);
        await ExecuteAsync(mends);
        await DisconnectAllAsync();
        await UntilReadyAsync(HttpStatusCode.OK);
        var repeated = await Notion.DeleteGrantAsync(new { access_token = _tokens.AccessToken });
        var dead = await Notion.RefreshAsync(_tokens.RefreshToken);

        deletion.Status.ShouldBe(HttpStatusCode.ServiceUnavailable, deletion.Body);
        deletion.MediaType.ShouldBe("application/problem+json");
        repeated.Status.ShouldBe(HttpStatusCode.OK);
        dead.Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("08006")]
    [InlineData("08P01")]
    [InlineData("25006")]
    [InlineData("25P03")]
    [InlineData("28P01")]
    [InlineData("3D000")]
    [InlineData("40001")]
    [InlineData("40P01")]
    [InlineData("42501")]
    [InlineData("42P01")]
    [InlineData("53100")]
    [InlineData("53200")]
    [InlineData("53300")]
    [InlineData("55000")]
    [InlineData("55P03")]
    [InlineData("57014")]
    [InlineData("57P01")]
    [InlineData("57P03")]
    [InlineData("58030")]
    [InlineData("XX001")]
    public void A_server_that_cannot_do_what_it_did_at_the_start_is_an_outage(string code) =>
        PostgresDatabase.IsUnusable(new PostgresException("", "ERROR", "ERROR", code)).ShouldBeTrue();

    [Theory]
    [InlineData("22001")]
    [InlineData("23505")]
    [InlineData("42601")]
    public void A_wrong_statement_is_a_bug(string code) =>
        PostgresDatabase.IsUnusable(new PostgresException("", "ERROR", "ERROR", code)).ShouldBeFalse();

    private async Task UntilReadyAsync(HttpStatusCode expected)
    {
        using var client = _host.Service.CreateClient();
        await Eventually.TrueAsync(
            async () =>
            {
                using var response = await client.GetAsync("/health/ready", Cancellation);
                return response.StatusCode == expected;
            },
            $"readiness is {expected}"
        );
    }

    // Settings of a database apply to new sessions.
    private Task DisconnectAllAsync() =>
        ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{0}'");

    private async Task ExecuteAsync(string statement)
    {
        var settings = new NpgsqlConnectionStringBuilder(_database.Setting.Value) { Pooling = false };
        var name = settings.Database;
        // Of another database, which its settings do not concern.
        if (!statement.StartsWith("ALTER TABLE", StringComparison.Ordinal))
            settings.Database = "postgres";
        await using var connection = new NpgsqlConnection(settings.ToString());
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(string.Format(null, statement, name), connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
