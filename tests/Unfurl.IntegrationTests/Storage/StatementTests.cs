using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Unfurl.Server.Notion.OAuth.Grants;

namespace Unfurl.IntegrationTests.Storage;

/// <summary>A statement times out: another transaction locks its table.</summary>
[OnPostgres]
public sealed class StatementTests : IAsyncLifetime
{
    private static readonly Rows WaitingForTheTable = new(
        "pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    );

    private TestDatabase _database = null!;
    private UnfurlHost _service = null!;
    private NpgsqlConnection _other = null!;

    private GrantRepository Grants => _service.Services.GetRequiredService<GrantRepository>();

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _service = UnfurlHost.Start([_database.Setting]);
        _other = new NpgsqlConnection(_database.Setting.Value);
        await _other.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("BEGIN; LOCK TABLE grants", _other);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _other.DisposeAsync();
        await _service.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_statement_is_cancelled_with_its_caller()
    {
        using var caller = new CancellationTokenSource();

        var listing = Grants.ListAsync("anybody", caller.Token);
        await Eventually.TrueAsync(
            async () => await _database.CountAsync(WaitingForTheTable) > 0,
            "the statement waits for the table"
        );
        await caller.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(listing);
    }

    [Fact]
    public async Task A_statement_times_out_after_seconds()
    {
        var listing = Grants.ListAsync("anybody", TestContext.Current.CancellationToken);

        var limit = TimeSpan.FromSeconds(20);
        var exception = await Should.ThrowAsync<NpgsqlException>(
            listing.WaitAsync(limit, TestContext.Current.CancellationToken)
        );

        exception.InnerException.ShouldBeOfType<TimeoutException>();
    }
}
