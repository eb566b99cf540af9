using Microsoft.Data.Sqlite;

namespace Unfurl.IntegrationTests.Storage;

/// <summary>SQLite's own backup, which docs/operate.md names, holds everything that was stored while the service runs.</summary>
public sealed class SqliteBackupTests() : HostedTests
{
    [Fact]
    public async Task A_backup_of_a_running_service_has_everything_that_was_stored()
    {
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync();
        var file = new SqliteConnectionStringBuilder(Host.Database.Setting.Value).DataSource;
        var backup = $"{file}.backup";

        await using (var source = new SqliteConnection($"Data Source={file};Pooling=false"))
        await using (var target = new SqliteConnection($"Data Source={backup};Pooling=false"))
        {
            await source.OpenAsync(TestContext.Current.CancellationToken);
            await target.OpenAsync(TestContext.Current.CancellationToken);
            source.BackupDatabase(target);
        }
        await Host.RestartServiceAsync(
            new KeyValuePair<string, string?>(Host.Database.Setting.Key, $"Data Source={backup}")
        );
        var unfurled = await Notion.UnfurlAsync(tokens.AccessToken, "https://acme.example/items/3");
        var refreshed = await Notion.RefreshAsync(tokens.RefreshToken);

        unfurled.Status.ShouldBe(HttpStatusCode.OK, unfurled.Body);
        unfurled.Body.ShouldContain("Prepare the 2027 salary round");
        refreshed.Status.ShouldBe(HttpStatusCode.OK, refreshed.Body);
    }
}
