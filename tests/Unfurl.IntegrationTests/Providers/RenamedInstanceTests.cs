using Microsoft.Extensions.Logging;

namespace Unfurl.IntegrationTests.Providers;

/// <summary>An instance's name is in storage. After a change of it, people and previews belong to nobody.</summary>
[OnEachDatabase]
public sealed class RenamedInstanceTests : HostedTests
{
    [Fact]
    public async Task The_start_warns_of_stored_people_and_previews_of_an_instance_that_is_not_configured()
    {
        await ConnectAsync("ada", "ben");
        await RenameAsync("acme", "old-name");

        await Host.RestartServiceAsync();

        var warning = Warnings().ShouldHaveSingleItem();
        warning.ShouldStartWith(
            "Storage holds 2 accounts and 2 previews of the provider instance \"old-name\", which is not configured."
        );
        warning.ShouldContain("Unfurl:Providers:old-name");
    }

    [Fact]
    public async Task Each_such_instance_has_a_line_of_its_own()
    {
        await ConnectAsync("ada", "ben");
        await RenameAsync("acme", "first");
        await Host.Database.ExecuteAsync("UPDATE credentials SET provider = 'second' WHERE login = 'ben'");

        await Host.RestartServiceAsync();

        var warnings = Warnings();
        warnings.Count.ShouldBe(2);
        warnings[0].ShouldStartWith("Storage holds 1 account and 2 previews of the provider instance \"first\"");
        warnings[1].ShouldStartWith("Storage holds 1 account and 0 previews of the provider instance \"second\"");
    }

    // An account comes back by its identity, so the row of a disconnected one still counts while it has a connection.
    [Fact]
    public async Task A_person_who_is_signed_out_there_and_still_connected_counts()
    {
        await ConnectAsync("ada");
        await RenameAsync("acme", "old-name");
        await Host.Database.ExecuteAsync("UPDATE credentials SET is_live = 0, protected_access_token = ''");
        await Host.Database.ExecuteAsync("DELETE FROM displays");

        await Host.RestartServiceAsync();

        Warnings().ShouldHaveSingleItem().ShouldStartWith("Storage holds 1 account and 0 previews");
    }

    [Fact]
    public async Task Previews_alone_count()
    {
        await ConnectAsync("ada");
        await Host.Database.ExecuteAsync("UPDATE displays SET provider = 'old-name'");

        await Host.RestartServiceAsync();

        Warnings().ShouldHaveSingleItem().ShouldStartWith("Storage holds 0 accounts and 1 preview of");
    }

    [Fact]
    public async Task An_instance_that_is_gone_without_a_trace_is_not_mentioned()
    {
        await ConnectAsync("ada");
        await RenameAsync("acme", "old-name");
        await Host.Database.ExecuteAsync("UPDATE credentials SET is_live = 0, protected_access_token = ''");
        await Host.Database.ExecuteAsync("DELETE FROM grants");

        await Host.RestartServiceAsync();

        Warnings().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_configured_instance_and_an_empty_database_are_not_mentioned()
    {
        Warnings().ShouldBeEmpty();
        await ConnectAsync("ada");

        await Host.RestartServiceAsync();

        Warnings().ShouldBeEmpty();
    }

    // Names are compared without regard to case, and stored in lower case.
    [Fact]
    public async Task A_name_in_other_case_is_the_same()
    {
        await ConnectAsync("ada");
        var settings = TestSettings.Acme(Host.Acme.WebUrl, "ACME");

        await using var service = UnfurlHost.Start([.. settings, Host.Database.Setting], time: Host.Clock);

        service.Logs.ToString().ShouldNotContain("Storage holds");
    }

    private async Task ConnectAsync(params IEnumerable<string> logins)
    {
        foreach (var login in logins)
        {
            using var user = UserAs(login);
            var tokens = await user.ConnectAsync();
            await Notion.UnfurlAsync(tokens.AccessToken, "https://acme.example/items/1");
        }
    }

    private async Task RenameAsync(string name, string newName)
    {
        foreach (var table in (string[])["credentials", "displays", "display_resources"])
            await Host.Database.ExecuteAsync($"UPDATE {table} SET provider = '{newName}' WHERE provider = '{name}'");
    }

    private List<string> Warnings() =>
        [
            .. Host
                .Service.Logs.Lines.Where(line =>
                    line.Level == LogLevel.Warning && line.Text.StartsWith("Storage holds", StringComparison.Ordinal)
                )
                .Select(line => line.Text),
        ];
}
