using Unfurl.Testing.Postgres;

namespace Unfurl.IntegrationTests.Storage;

/// <summary>Connections that died in the pool cost no client a request: what had no effect is tried once more.</summary>
public sealed class DeadConnectionTests : IAsyncLifetime
{
    private const int AtOnce = 2;

    private PostgresServer _postgres = null!;
    private TestHost _host = null!;
    private Tokens _tokens = null!;

    private NotionCalls Notion => new(_host);

    public async ValueTask InitializeAsync()
    {
        _postgres = await PostgresServer.StartAsync();
        _host = await new TestHostBuilder()
            .WithAcme()
            .WithNotion()
            .WithDatabase(await TestDatabase.CreateAsync(_postgres))
            .StartAsync();
        using var ada = new NotionUser(_host, "ada");
        _tokens = await ada.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Fact]
    public async Task The_server_ended_them()
    {
        for (var round = 0; round < 3; round++)
        {
            await ShouldSucceedAsync(round);
            await _host.Database.ExecuteAsync(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            );
            await ShouldSucceedAsync(round + 10);
        }
    }

    [Fact]
    public async Task The_server_was_killed_and_started_again()
    {
        await ShouldSucceedAsync(0);
        await _postgres.StopAsync();
        await _postgres.StartAgainAsync();

        await ShouldSucceedAsync(10);
    }

    // Reads, transactions and single statements.
    private async Task ShouldSucceedAsync(int round)
    {
        var received = await Task.WhenAll(
            Enumerable
                .Range(0, AtOnce)
                .SelectMany(i =>
                    (Task<ReceivedResponse>[])
                        [
                            Notion.RefreshAsync(_tokens.RefreshToken),
                            Notion.UnfurlAsync(_tokens.AccessToken, $"https://acme.example/items/3?{round}={i}"),
                        ]
                )
        );

        received.ShouldAllBe(response => response.Status == HttpStatusCode.OK);
    }
}
