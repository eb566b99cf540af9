namespace Unfurl.IntegrationTests.Connections;

[OnEachDatabase]
public sealed class ConnectionsTests : HostedTests
{
    private const string Link = "https://acme.example/items/1";

    [Fact]
    public async Task Connections_and_displays_are_listed()
    {
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync();
        await Notion.UnfurlAsync(tokens.AccessToken, Link);

        var page = await ada.OpenConnectionsAsync();

        page.Text.ShouldContain("acme.example");
        page.Text.ShouldContain("home");
        page.Text.ShouldContain(Link);
    }

    [Fact]
    public async Task A_user_sees_only_their_own_accounts_workspaces_and_displays()
    {
        const string OnlyAdas = "https://acme.example/items/3";
        const string OnlyBens = "https://acme.example/items/4";
        using var ada = UserAs("ada");
        using var ben = UserAs("ben");
        var (adas, bens) = (await ada.ConnectAsync("office"), await ben.ConnectAsync("home"));
        foreach (var link in (string[])[OnlyAdas, OnlyBens])
        {
            await Notion.UnfurlAsync(adas.AccessToken, link);
            await Notion.UnfurlAsync(bens.AccessToken, link);
        }

        var adasPage = await ada.OpenConnectionsAsync();
        var bensPage = await ben.OpenConnectionsAsync();

        adasPage.Text.ShouldContain(OnlyAdas);
        adasPage.Text.ShouldContain("office");
        foreach (var bensOwn in (string[])[OnlyBens, "home", "ben"])
            adasPage.Text.ShouldNotContain(bensOwn);
        bensPage.Text.ShouldContain("home");
        foreach (var adasOwn in (string[])[OnlyAdas, "office", "ada"])
            bensPage.Text.ShouldNotContain(adasOwn);
    }

    [Fact]
    public async Task Disconnecting_a_workspace_revokes_only_its_grant()
    {
        using var ada = UserAs("ada");
        var (office, home) = (await ada.ConnectAsync("office"), await ada.ConnectAsync("home"));
        var page = await ada.OpenConnectionsAsync();

        await ada.Browser.SubmitAsync(Handler("Disconnect"), DisconnectForm(page, "office"));

        (await Notion.UnfurlAsync(office.AccessToken, Link)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await Notion.UnfurlAsync(home.AccessToken, Link)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_user_cannot_revoke_the_grant_of_another_account()
    {
        using var ada = UserAs("ada");
        using var ben = UserAs("ben");
        var adas = await ada.ConnectAsync("office");
        await ben.ConnectAsync("home");
        var form = DisconnectForm(await ben.OpenConnectionsAsync(), "home");
        var grant = (await Host.Database.GrantIdsAsync())[0];

        await ben.Browser.SubmitAsync(Handler("Disconnect"), With(form, "grant", grant));

        (await Notion.UnfurlAsync(adas.AccessToken, Link)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_disconnected_credential_is_deleted_until_the_next_sign_in()
    {
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync();

        await ada.Browser.PressAsync(await ada.OpenConnectionsAsync(), "Disconnect");
        var gone = await Notion.UnfurlAsync(tokens.AccessToken, Link);
        await ada.Browser.FollowAsync(await ada.OpenConnectionsAsync(), "Sign in again");
        var result = await Notion.UnfurlAsync(tokens.AccessToken, Link);

        gone.Body.ShouldContain("\"status\":401");
        result.Body.ShouldContain("\"path\":[\"attributes\"]");
    }

    [Theory]
    [InlineData("\0")]
    [InlineData("no-such-grant")]
    [InlineData("")]
    public async Task An_unknown_grant_changes_nothing(string grant)
    {
        using var ada = UserAs("ada");
        await ada.ConnectAsync();
        var form = DisconnectForm(await ada.OpenConnectionsAsync(), "home");

        var response = await ada.Browser.SubmitAsync(Handler("Disconnect"), With(form, "grant", grant));

        ((int)response.Status).ShouldBeLessThan(500);
        (await Host.Database.CountAsync(Rows.Grants)).ShouldBe(1);
    }

    [Theory]
    [InlineData("Disconnect")]
    [InlineData("Forget")]
    [InlineData("SignOut")]
    public async Task A_form_of_another_site_and_a_link_change_nothing(string handler)
    {
        using var ada = UserAs("ada");
        await ada.ConnectAsync();
        var form = DisconnectForm(await ada.OpenConnectionsAsync(), "home");
        var before = await Host.Database.RowCountsAsync();
        KeyValuePair<string, string>[] fields = [.. form.Where(field => field.Key == "grant"), new("provider", "acme")];
        var query = string.Join('&', fields.Select(field => $"{field.Key}={field.Value}"));

        var forged = await ada.Browser.SubmitAsync(Handler(handler), fields);
        await ada.Browser.SubmitAsync(Handler(handler), [.. fields, new("__RequestVerificationToken", "forged")]);
        await ada.Browser.OpenAsync(new Uri($"{Handler(handler).AbsoluteUri}&{query}"));

        forged.Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Host.Database.RowCountsAsync()).ShouldBe(before);
        (await Host.Database.CountAsync(Rows.ActiveCredentials)).ShouldBe(1);
        (await ada.OpenConnectionsAsync()).Text.ShouldContain("Sign out");
    }

    [Fact]
    public async Task A_form_of_one_user_is_rejected_for_another()
    {
        using var ada = UserAs("ada");
        using var ben = UserAs("ben");
        await ada.ConnectAsync();
        await ben.ConnectAsync();
        var form = DisconnectForm(await ada.OpenConnectionsAsync(), "home");
        await ben.OpenConnectionsAsync();

        var response = await ben.Browser.SubmitAsync(Handler("Disconnect"), form);

        response.Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Host.Database.CountAsync(Rows.Grants)).ShouldBe(2);
    }

    private Uri Handler(string name) => new(Host.Service.Url, $"/connections?handler={name}");

    private static List<KeyValuePair<string, string>> DisconnectForm(Visit page, string workspace) =>
        [
            .. page
                .Page.QuerySelectorAll("form")
                .First(form => form.QuerySelector($"button[aria-label*=\"{workspace}\"]") is not null)
                .QuerySelectorAll("input[name]")
                .Select(field => new KeyValuePair<string, string>(
                    field.GetAttribute("name")!,
                    field.GetAttribute("value") ?? ""
                )),
        ];

    private static IEnumerable<KeyValuePair<string, string>> With(
        IEnumerable<KeyValuePair<string, string>> form,
        string name,
        string value
    ) => form.Select(field => field.Key == name ? new(name, value) : field);
}
