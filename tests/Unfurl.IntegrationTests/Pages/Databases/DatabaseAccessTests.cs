using Unfurl.IntegrationTests.Notion.Enrich;
using Unfurl.Server.Logging;
using static Unfurl.IntegrationTests.Pages.Databases.DatabasesDriver;

namespace Unfurl.IntegrationTests.Pages.Databases;

/// <summary>Who may set up databases, and as whom.</summary>
public sealed class DatabaseAccessTests : IAsyncLifetime
{
    private EnrichDriver _driver = null!;
    private string _administrator = "";

    private DatabasesDriver Pages => field ??= new(_driver);

    private DatabasesDriver Others => field ??= new(_driver);

    public async ValueTask InitializeAsync()
    {
        _driver = await EnrichDriver.StartAsync(builder => builder.In("Production"));
        var own = (await Pages.SignInAsync(GitHubUsers.Codertocat), await Pages.OpenAsync("/connections")).Item2;
        _administrator = own.Page.QuerySelector("[data-copy^='github:']")!.GetAttribute("data-copy")!;
        await _driver.Host.RestartServiceAsync(
            new KeyValuePair<string, string?>("Unfurl:Administrators:0", _administrator)
        );
    }

    public async ValueTask DisposeAsync()
    {
        Pages.Dispose();
        Others.Dispose();
        await _driver.DisposeAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("/add/acme")]
    [InlineData("/form/acme/0123")]
    [InlineData("/webhook/acme")]
    [InlineData("/pull-requests")]
    public async Task Others_are_refused(string path)
    {
        var nobody = await Others.OpenAsync(All + path);
        await Others.SignInAsync(GitHubUsers.Octocat);
        var other = await Others.OpenAsync(All + path);

        nobody.Status.ShouldBe(HttpStatusCode.Forbidden);
        nobody.Link("Sign in with github.com").GetAttribute("href").ShouldBe("/signin/github?return_url=/databases");
        other.Status.ShouldBe(HttpStatusCode.Forbidden);
        other.Text.ShouldContain("Only administrators set up databases");
        (await Others.OpenAsync("/connections")).Text.ShouldNotContain("You may set up");
        _driver.Host.Service.Logs.Lines.ShouldContain(line => line.Reason == DatabaseReasons.NotAllowed);
    }

    [Fact]
    public async Task A_form_of_somebody_else_is_refused_too()
    {
        var source = _driver.AddDatabase(EnrichDriver.Columns);
        var own = (await Others.SignInAsync(GitHubUsers.Octocat), await Others.OpenAsync("/connections")).Item2;
        var token = own.Form("Sign out").Fields.Single(field => field.Key == "__RequestVerificationToken");
        var form = await Pages.OpenFormAsync(source);

        foreach (var handler in (string[])["Look", "SwitchOn", "Columns", "Preset"])
        {
            var (action, fields) = form.Form(Look);
            var refused = await Others.Browser.SubmitAsync(
                new Uri(action, $"{action.AbsolutePath}?handler={handler}"),
                [.. fields.Where(field => field.Key != token.Key), token]
            );
            refused.Status.ShouldBe(HttpStatusCode.Forbidden);
        }
        foreach (var handler in (string[])["Wait", "Token", "Accepted", "Discard"])
            (
                await Others.Browser.SubmitAsync(
                    new Uri(_driver.Host.Url, $"/databases/webhook/acme?handler={handler}"),
                    [token]
                )
            ).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await _driver.Host.Database.CountAsync(new("enrichments"))).ShouldBe(0);
        (await _driver.Host.Database.CountAsync(new("notion_webhooks"))).ShouldBe(0);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        var form = await Pages.OpenFormAsync(_driver.AddDatabase(EnrichDriver.Columns));

        var refused = await Pages.SubmitAsync(form, SwitchOn, ("__RequestVerificationToken", null));

        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        (await _driver.Host.Database.CountAsync(new("enrichments"))).ShouldBe(0);
    }

    [Fact]
    public async Task An_enrichment_sees_what_its_maker_sees_or_nobody()
    {
        var source = _driver.AddDatabase(EnrichDriver.Columns);
        await Others.SignInAsync(GitHubUsers.Octocat);
        var form = await Pages.OpenFormAsync(source);

        await Pages.SubmitAsync(form, SwitchOn, ("as", "me"), ("name", "mine"));
        await Pages.SubmitAsync(form, SwitchOn, ("as", "github:583231"), ("name", "forged"));

        (await OwnersAsync("mine")).ShouldBe([_administrator]);
        (await OwnersAsync("forged")).ShouldBeEmpty();
        (await Pages.OpenAsync("/databases/forged")).Text.ShouldContain("sees what everybody sees");
    }

    [Fact]
    public async Task Nobody_changes_what_somebody_else_sees()
    {
        var source = _driver.AddDatabase(EnrichDriver.Columns);
        var form = await Pages.OpenFormAsync(source);
        await Pages.SubmitAsync(form, SwitchOn, ("name", "mine"));
        await Others.SignInAsync(GitHubUsers.Octocat);
        var id = (await Others.OpenAsync("/connections"))
            .Page.QuerySelector("[data-copy^='github:']")!
            .GetAttribute("data-copy");
        await _driver.Host.RestartServiceAsync(new KeyValuePair<string, string?>("Unfurl:Administrators:1", id));

        var shown = await Others.OpenAsync("/databases/mine");
        var refused = await Others.OpenAsync($"/databases/form/acme/{source.Id}?name=mine");
        var theirs = await Others.OpenFormAsync(source);
        var forged = await Others.SubmitAsync(theirs, SwitchOn, ("stored", "mine"));
        var taken = await Others.SubmitAsync(theirs, SwitchOn, ("name", "mine"), ("as", "nobody"));

        shown.Text.ShouldContain("Only Codertocat (github) can change it");
        refused.Status.ShouldBe(HttpStatusCode.Forbidden);
        forged.Status.ShouldBe(HttpStatusCode.Forbidden);
        taken.Status.ShouldBe(HttpStatusCode.BadRequest);
        AlertOf(taken).ShouldContain("is taken");
        (await OwnersAsync("mine")).ShouldBe([_administrator]);
    }

    [Fact]
    public async Task A_workspace_that_is_not_listed_is_not_read()
    {
        var source = _driver.AddDatabase(EnrichDriver.Columns);
        await _driver.Host.RestartServiceAsync(
            new KeyValuePair<string, string?>("Unfurl:Notion:Workspaces:0", "0123456789abcdef0123456789abcdef")
        );

        var form = await Pages.OpenFormAsync(source);
        var list = await Pages.OpenAsync("/databases/add/acme");

        foreach (var page in (Visit[])[form, list])
        {
            page.Text.ShouldContain("which Unfurl:Notion:Workspaces does not list");
            page.Text.ShouldNotContain("Pull requests");
        }
    }

    private async Task<IReadOnlyList<string>> OwnersAsync(string name) =>
        await _driver.Host.Database.TextsAsync(
            $"SELECT c.provider || ':' || c.subject FROM enrichments e JOIN credentials c ON c.account_id = e.account_id WHERE e.name = '{name}'"
        );
}
