namespace Unfurl.IntegrationTests.Storage.Upgrade;

/// <summary>
/// This build can create the data for tests of later builds. <c>MAKE_UPGRADE_DATA=1 ./test --filter
/// UpgradeDataTests</c> writes it.
/// </summary>
[OnEachDatabase]
public sealed class UpgradeDataTests
{
    // Secrets are generated and stored only in Development, and locks only while they are held.
    private static readonly string[] Empty = ["kept_secrets", "locks"];

    [Fact]
    public async Task The_data_kept_for_later_builds_has_rows_in_every_table()
    {
        await using var host = await UpgradeHost.PrepareAsync();
        using var maker = new UpgradeDataMaker(host);

        var (data, sql) = await maker.MakeAsync();
        if (Environment.GetEnvironmentVariable("MAKE_UPGRADE_DATA") == "1")
            await data.WriteAsync($"{data.Rows["schema_versions"]:0000}", DatabaseDump.KindOf(host.Database), sql);

        data.Rows.Where(table => table.Value == 0).Select(table => table.Key).ShouldBe(Empty);
    }
}
