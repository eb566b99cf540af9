using Unfurl.IntegrationTests.Notion.Enrich;
using static Unfurl.IntegrationTests.Pages.Databases.DatabasesDriver;

namespace Unfurl.IntegrationTests.Pages.Databases;

/// <summary>Somebody who is no administrator connects a workspace and sets up a database of it.</summary>
public sealed class OwnWorkspaceTests : HostedEnrichTests
{
    private const string ClientId = "public-connection";
    private const string ClientSecret = "secret of the public connection";

    private DatabasesDriver Pages => field ??= new(Driver);

    private DatabasesDriver Others => field ??= new(Driver);

    protected override TestHostBuilder Configure(TestHostBuilder builder) =>
        builder
            .In("Production")
            .With("Unfurl:Notion:Public:ClientId", ClientId)
            .With("Unfurl:Notion:Public:ClientSecret", ClientSecret);

    [Fact]
    public async Task Its_rows_are_filled_with_what_its_owner_sees_and_nobody_else_sees_them()
    {
        var row = Source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest));
        var own = await ConnectAsync();
        own.Text.ShouldContain("Your workspace Acme");
        own.Text.ShouldNotContain("Webhook:");

        var list = await Pages.Browser.FollowAsync(own, "Add a database");
        var form = await Pages.Browser.FollowAsync(list, "Pull requests");
        var shown = await Pages.SubmitAsync(form, SwitchOn, (FieldOf(form, "field", "Title"), "title"));
        await Driver.UntilAsync(() => row.Text("Title") == EnrichDriver.Title, "the row is filled");
        await Others.SignInAsync(GitHubUsers.Octocat);

        shown.Text.ShouldContain("in your workspace");
        shown.Text.ShouldContain("It sees what you see, as Monalisa (github)");
        (await Others.OpenAsync()).Text.ShouldNotContain("pull-requests");
        foreach (
            var path in (string[])[shown.Address.AbsolutePath, form.Address.AbsolutePath, list.Address.AbsolutePath]
        )
            (await Others.OpenAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound);
        foreach (var path in (string[])["webhook/acme", "webhook/public", "add/acme"])
            (await Pages.OpenAsync($"{All}/{path}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Who_disconnects_it_ends_its_databases()
    {
        var own = await ConnectAsync();
        var list = await Pages.Browser.FollowAsync(own, "Add a database");
        var form = await Pages.Browser.FollowAsync(list, "Pull requests");
        await Pages.SubmitAsync(form, SwitchOn);
        (await Driver.Host.Database.CountAsync(new("enrichments"))).ShouldBe(1);
        await Others.SignInAsync(GitHubUsers.Octocat);
        var other = await Others.OpenAsync("/connections");
        var name = (await Pages.OpenAsync())
            .Form("Disconnect this workspace")
            .Fields.Single(one => one.Key == "connection");
        var token = other.Form("Sign out").Fields.Single(one => one.Key == "__RequestVerificationToken");

        var forged = await Others.Browser.SubmitAsync(
            new Uri(Driver.Host.Url, $"{All}?handler=Disconnect"),
            [name, token]
        );
        forged.Status.ShouldBe(HttpStatusCode.NotFound);
        (await Driver.Host.Database.CountAsync(new("enrichments"))).ShouldBe(1);
        var after = await Pages.Browser.PressAsync(await Pages.OpenAsync(), "Disconnect this workspace");

        after.Text.ShouldNotContain("Your workspace Acme");
        (await Driver.Host.Database.CountAsync(new("enrichments"))).ShouldBe(0);
        (await Driver.Host.Database.CountAsync(new("notion_authorizations"))).ShouldBe(0);
    }

    private async Task<Visit> ConnectAsync()
    {
        Driver.Host.Notion.Databases.AddPublicConnection(
            "Unfurl",
            ClientId,
            new Secret(ClientSecret),
            new Uri(Driver.Host.Url, "/notion/connect/callback")
        );
        var page = await Pages.SignInAsync(GitHubUsers.Monalisa);
        Pages.Browser.StopsAt = address => address.AbsolutePath == "/notion/connect/callback";
        var people = await Pages.Browser.FollowAsync(page, "Connect Notion");
        var pick = await Pages.Browser.FollowAsync(people, "Ada");
        var allowed = await Pages.Browser.SubmitAsync(
            pick.Address,
            [new("database", Source.Database.Id), new("decision", "allow")]
        );
        return await Pages.Browser.OpenAsync(allowed.Location!);
    }
}
