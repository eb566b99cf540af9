using Microsoft.Extensions.DependencyInjection;
using Unfurl.Server.Notion.Enrich.Calls;
using Unfurl.Server.Notion.Enrich.PublicConnection;
using Unfurl.Simulator;
using Unfurl.Simulator.Databases;

namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>People connect their own workspaces with the public connection.</summary>
[OnEachDatabase]
public sealed class PublicConnectionTests : HostedEnrichTests
{
    private const string ClientId = "public-connection";
    private const string ClientSecret = "secret of the public connection";

    private readonly Visitor _ada = new();
    private SimulatedPublicConnection _public = null!;

    protected override TestHostBuilder Configure(TestHostBuilder builder) =>
        builder.With("Unfurl:Notion:Public:ClientId", ClientId).With("Unfurl:Notion:Public:ClientSecret", ClientSecret);

    [Fact]
    public async Task A_row_of_the_database_that_was_picked_is_filled()
    {
        await BeginAsync();
        var row = Source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest));

        await ConnectAsync(_ada);
        await EnrichAsync(await ConnectionAsync(_ada));

        await Driver.UntilAsync(() => row.Text("Title") == EnrichDriver.Title, "the row is filled");
        Driver.Writes.ShouldHaveSingleItem();
        row.LastEditedBy.ShouldBe(_public.Authorizations.Single().Bot.Id);
    }

    [Fact]
    public async Task Its_token_is_renewed_when_Notion_refuses_it()
    {
        await BeginAsync();
        await ConnectAsync(_ada);
        await EnrichAsync(await ConnectionAsync(_ada));
        await Driver.LetPassAsync(TimeSpan.FromMinutes(1));
        var before = await TokensAsync();

        _public.Authorizations.Single().ExpireAccessToken();
        var row = Source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest));
        await Driver.UntilAsync(() => row.Text("Title") == EnrichDriver.Title, "the row is filled");

        (await TokensAsync()).ShouldAllBe(token => !before.Contains(token));
        (await Driver.EnrichmentAsync()).State.Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Where_it_was_removed_in_Notion_the_enrichment_says_so_until_it_is_connected_again()
    {
        await BeginAsync();
        await ConnectAsync(_ada);
        await EnrichAsync(await ConnectionAsync(_ada));
        await Driver.LetPassAsync(TimeSpan.FromMinutes(1));

        _public.Authorizations.Single().Revoke();
        await Driver.UntilAsync(
            async () => (await Driver.EnrichmentAsync()).State.Problem == "token_rejected",
            "it says so"
        );
        (await Driver.EnrichmentAsync()).State.ProblemDetail!.ShouldContain("/databases");

        await ConnectAsync(_ada);
        var row = Source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest));
        await Driver.UntilAsync(() => row.Text("Title") == EnrichDriver.Title, "the row is filled");
        (await Driver.EnrichmentAsync()).State.Problem.ShouldBeNull();
    }

    [Fact]
    public async Task What_Notion_blocks_goes_on_after_an_hour()
    {
        await BeginAsync();
        await ConnectAsync(_ada);
        await EnrichAsync(await ConnectionAsync(_ada));
        await Driver.LetPassAsync(TimeSpan.FromMinutes(1));

        _public.Authorizations.Single().Bot.Fail(new NotionFault(429, Reason: "public_api_request_blocked"));
        await Driver.UntilAsync(async () => (await Driver.EnrichmentAsync()).State.Problem == "blocked", "it says so");
        var row = Source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest));
        await Driver.LetPassAsync(TimeSpan.FromHours(1.1), untilIdle: false, by: TimeSpan.FromSeconds(20));

        await Driver.UntilAsync(() => row.Text("Title") == EnrichDriver.Title, "the row is filled");
        (await Driver.EnrichmentAsync()).State.Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Connecting_again_ends_the_tokens_before()
    {
        await BeginAsync();
        await ConnectAsync(_ada);
        var name = (await ConnectionAsync(_ada)).Name;

        await ConnectAsync(_ada);

        (await ConnectionAsync(_ada)).Name.ShouldBe(name);
        await Eventually.TrueAsync(() => _public.Authorizations.Count == 1, "the old one is revoked");
    }

    [Fact]
    public async Task The_code_of_one_browser_connects_nothing_in_another()
    {
        await BeginAsync();
        using var ben = new Visitor();
        await SignInAsync(ben, GitHubUsers.Octocat);
        var callback = await AllowAsync(_ada);

        var page = await ben.Browser.OpenAsync(callback);

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        (await ListAsync(ben.AccountId)).ShouldBeEmpty();
        (await ListAsync(_ada.AccountId)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_signed_in_meanwhile_gets_nothing_of_it()
    {
        await BeginAsync();
        var callback = await AllowAsync(_ada);
        await SignInAsync(_ada, GitHubUsers.Octocat);

        var page = await _ada.Browser.OpenAsync(callback);

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Driver.Host.Database.CountAsync(new("notion_authorizations"))).ShouldBe(0);
    }

    [Fact]
    public async Task A_callback_counts_once()
    {
        await BeginAsync();
        var callback = await AllowAsync(_ada);
        await _ada.Browser.OpenAsync(callback);

        var page = await _ada.Browser.OpenAsync(callback);

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        (await ListAsync(_ada.AccountId)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Whoever_says_no_in_Notion_connects_nothing()
    {
        await BeginAsync();

        var page = await DecideAsync(_ada, "cancel");
        page = await _ada.Browser.OpenAsync(page.Location!);

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Text.ShouldContain("did not allow");
        (await ListAsync(_ada.AccountId)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("?code=1")]
    [InlineData("?state=x&code=1")]
    [InlineData("?state=&error=access_denied")]
    public async Task A_callback_that_nobody_began_is_refused(string query)
    {
        await BeginAsync();

        var page = await _ada.Browser.OpenAsync(new Uri(Driver.Host.Url, $"/notion/connect/callback{query}"));

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Who_is_not_signed_in_signs_in_first()
    {
        await BeginAsync();
        using var browser = new TestBrowser();

        var page = await browser.OpenAsync(new Uri(Driver.Host.Url, "/notion/connect"));

        page.Address.AbsolutePath.ShouldBe("/connections");
    }

    [Fact]
    public async Task Events_of_its_webhook_lead_to_the_rows_of_their_workspace()
    {
        await BeginAsync();
        await ConnectAsync(_ada);
        await EnrichAsync(await ConnectionAsync(_ada));
        using var sender = new EventSender(Driver, "public");
        await sender.SetUpAsync();
        await Driver.LetPassAsync(TimeSpan.FromMinutes(1));
        var row = Source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest));

        await sender.SendAcceptedAsync(sender.EventOf(row, "page.created"));

        await Driver.LetPassAsync(TimeSpan.FromSeconds(10));
        row.Text("Title").ShouldBe(EnrichDriver.Title);
    }

    [Fact]
    public async Task Its_tokens_are_encrypted_at_rest()
    {
        await BeginAsync();
        await ConnectAsync(_ada);

        var stored = await Driver.Host.Database.DumpAsync();

        foreach (var token in await TokensAsync())
            stored.ShouldNotContain(token);
    }

    private async Task BeginAsync()
    {
        _public = Driver.Host.Notion.Databases.AddPublicConnection(
            "Unfurl",
            ClientId,
            new Secret(ClientSecret),
            new Uri(Driver.Host.Url, "/notion/connect/callback")
        );
        await SignInAsync(_ada, GitHubUsers.Monalisa);
    }

    private async Task SignInAsync(Visitor visitor, string login)
    {
        var choice = await visitor.Browser.OpenAsync(new Uri(Driver.Host.Url, "/signin/github?switch_account=true"));
        await visitor.Browser.FollowAsync(choice, $"Continue as {login}");
        var accounts = await Driver.Host.Database.TextsAsync(
            $"SELECT account_id FROM credentials WHERE login = '{login}'"
        );
        visitor.AccountId = accounts.ShouldHaveSingleItem();
    }

    private async Task ConnectAsync(Visitor user)
    {
        var callback = await AllowAsync(user);
        var page = await user.Browser.OpenAsync(callback);
        page.Address.AbsolutePath.ShouldBe("/databases");
    }

    // The address at the service that Notion sends the browser to.
    private async Task<Uri> AllowAsync(Visitor user) => (await DecideAsync(user, "allow")).Location!;

    private async Task<Visit> DecideAsync(Visitor user, string decision)
    {
        user.Browser.StopsAt = address => address.AbsolutePath == "/notion/connect/callback";
        var people = await user.Browser.OpenAsync(new Uri(Driver.Host.Url, "/notion/connect"));
        var page = await user.Browser.FollowAsync(people, "Ada");
        return await user.Browser.SubmitAsync(
            page.Address,
            [new("database", Source.Database.Id), new("decision", decision)]
        );
    }

    private Task EnrichAsync(NotionConnection connection) =>
        Driver.EnrichAsync(Source, [], EnrichDriver.Fields, connection: connection.Name);

    private async Task<NotionConnection> ConnectionAsync(Visitor user) =>
        (await ListAsync(user.AccountId)).ShouldHaveSingleItem();

    private Task<IReadOnlyList<NotionConnection>> ListAsync(string account) =>
        Driver.Host.Service.Services.GetRequiredService<NotionConnections>().ListOfAsync(account, default);

    private async Task<IReadOnlyList<string>> TokensAsync()
    {
        var repository = Driver.Host.Service.Services.GetRequiredService<AuthorizationRepository>();
        var authorization = (await repository.ListAsync(_ada.AccountId, default)).Single();
        return [authorization.AccessToken.Reveal(), authorization.RefreshToken!.Reveal()];
    }

    private sealed class Visitor : IDisposable
    {
        public TestBrowser Browser { get; } = new();

        public string AccountId { get; set; } = "";

        public void Dispose() => Browser.Dispose();
    }
}
