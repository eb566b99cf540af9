using System.Net;
using Unfurl.IntegrationTests.Parties;
using Unfurl.Testing.Browsing;

namespace Unfurl.IntegrationTests.Authorization;

/// <summary>The page where people end what they connected.</summary>
public abstract class ConnectionsTests(PostgresFixture? postgres) : WorldTests(postgres)
{
    private const string Link = "https://acme.example/items/1";

    [Fact]
    public async Task What_is_connected_and_shown_is_listed()
    {
        using var ada = SomebodyAs("ada");
        var tokens = await ada.ConnectAsync();
        await Notion.UnfurlAsync(tokens.AccessToken, Link);

        var page = await ada.OpenConnectionsAsync();

        page.Text.ShouldContain("acme.example");
        page.Text.ShouldContain("home");
        page.Text.ShouldContain(Link);
    }

    [Fact]
    public async Task Disconnecting_a_workspace_ends_its_grant_and_no_other()
    {
        using var ada = SomebodyAs("ada");
        var (office, home) = (await ada.ConnectAsync("office"), await ada.ConnectAsync("home"));
        var page = await ada.OpenConnectionsAsync();

        await ada.Browser.SubmitAsync(Handler("Disconnect"), DisconnectForm(page, "office"));

        (await Notion.UnfurlAsync(office.AccessToken, Link)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await Notion.UnfurlAsync(home.AccessToken, Link)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nobody_ends_the_grant_of_another()
    {
        using var ada = SomebodyAs("ada");
        using var ben = SomebodyAs("ben");
        var adas = await ada.ConnectAsync("office");
        await ben.ConnectAsync("home");
        var form = DisconnectForm(await ben.OpenConnectionsAsync(), "home");
        var grant = (await World.Database.TextsAsync("SELECT id FROM grants ORDER BY created_at, id"))[0];

        await ben.Browser.SubmitAsync(Handler("Disconnect"), With(form, "grant", grant));

        (await Notion.UnfurlAsync(adas.AccessToken, Link)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_credential_that_is_disconnected_is_forgotten_until_the_next_sign_in()
    {
        using var ada = SomebodyAs("ada");
        var tokens = await ada.ConnectAsync();

        await ada.Browser.PressAsync(await ada.OpenConnectionsAsync(), "Disconnect");
        var gone = await Notion.UnfurlAsync(tokens.AccessToken, Link);
        await ada.Browser.FollowAsync(await ada.OpenConnectionsAsync(), "Sign in again");
        var back = await Notion.UnfurlAsync(tokens.AccessToken, Link);

        gone.Body.ShouldContain("\"status\":401");
        back.Body.ShouldContain("\"path\":[\"attributes\"]");
    }

    [Theory]
    [InlineData("\0")]
    [InlineData("no-such-grant")]
    [InlineData("")]
    public async Task A_grant_that_is_none_changes_nothing(string grant)
    {
        using var ada = SomebodyAs("ada");
        await ada.ConnectAsync();
        var form = DisconnectForm(await ada.OpenConnectionsAsync(), "home");

        var answer = await ada.Browser.SubmitAsync(Handler("Disconnect"), With(form, "grant", grant));

        ((int)answer.Status).ShouldBeLessThan(500);
        (await World.Database.CountAsync("grants")).ShouldBe(1);
    }

    private Uri Handler(string name) => new(World.Service.Url, $"/connections?handler={name}");

    /// <summary>The fields of the form that disconnects a workspace.</summary>
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

    public sealed class OnSqlite() : ConnectionsTests(null);

    public sealed class OnPostgres(PostgresFixture postgres) : ConnectionsTests(postgres);
}
