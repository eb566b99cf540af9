using System.Text;
using Microsoft.AspNetCore.Http;
using Unfurl.Server.Logging;
using Unfurl.Simulator;

namespace Unfurl.IntegrationTests.Notion.OAuth.Consent;

[OnEachDatabase]
public sealed class ExchangeWithNotionTests : HostedTests
{
    [Fact]
    public async Task The_same_person_is_always_known_to_Notion_by_the_same_key()
    {
        using var office = UserAs("ada");
        using var home = UserAs("ada");
        await ConnectThroughNotionAsync(office, "office");
        await ConnectThroughNotionAsync(home, "home");

        var connections = Host.Notion.DescribeUser("ada").Connections;

        connections.Count.ShouldBe(2);
        connections.Select(connection => connection.Key).Distinct().Count().ShouldBe(1);
        connections.ShouldAllBe(connection => connection.Name == "ada (acme.example)");
    }

    [Fact]
    public async Task Different_people_have_different_keys()
    {
        using var ada = UserAs("ada");
        using var ben = UserAs("ben");
        await ConnectThroughNotionAsync(ada, "home");
        await ConnectThroughNotionAsync(ben, "home");

        var (hers, his) = (Host.Notion.DescribeUser("ada"), Host.Notion.DescribeUser("ben"));

        hers.Connections.Single().Key.ShouldNotBe(his.Connections.Single().Key);
    }

    [Fact]
    public async Task The_exchange_conforms_to_Notions_documentation()
    {
        using var ada = UserAs("ada");

        await ConnectThroughNotionAsync(ada, "home");

        var user = Host.Notion.DescribeUser("ada");
        user.Journal.SelectMany(entry => entry.Violations).ShouldBeEmpty();
        user.Unattributed.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(400, "server_error")]
    [InlineData(401, "server_error")]
    [InlineData(429, "temporarily_unavailable")]
    [InlineData(500, "temporarily_unavailable")]
    [InlineData(529, "temporarily_unavailable")]
    public async Task When_Notion_fails_the_user_returns_with_an_error_and_nothing_is_stored(int status, string error)
    {
        using var ada = UserAs("ada");
        Host.Notion.FailTokenRequests(new NotionFault(status));

        var callback = await ada.AllowAsync();

        await ShouldHaveFailedAsync(callback, error);
    }

    [Fact]
    public async Task When_Notion_does_not_respond_the_exchange_times_out_after_ten_seconds()
    {
        using var ada = UserAs("ada");
        var page = await ada.ReachConsentAsync();
        Host.Notion.FailTokenRequests(NotionFault.NoResponse);
        var timers = Host.Clock.WaitingTimers;

        var pending = ada.Browser.PressAsync(page, "Allow");
        await Eventually.TrueAsync(
            async () =>
                await Host.Database.CountAsync(Rows.AuthorizationRequests) == 0 && Host.Clock.WaitingTimers > timers,
            "the service waits for Notion"
        );
        Host.Clock.Advance(TimeSpan.FromSeconds(10));
        var callback = await pending;

        await ShouldHaveFailedAsync(callback, "temporarily_unavailable");
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(200, "null")]
    [InlineData(200, "[]")]
    [InlineData(200, "<html>")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"access_token":1,"workspace_id":"w"}""")]
    [InlineData(200, """{"access_token":"t"}""")]
    [InlineData(200, """{"access_token":"t","workspace_id":""}""")]
    [InlineData(200, """{"access_token":"t","workspace_id":"w","workspace_name":"\u0000"}""")]
    [InlineData(200, """{"access_token":"t","workspace_id":"\u0000"}""")]
    [InlineData(200, """{"access_token":"t","workspace_id":"w","bot_id":"\u0000"}""")]
    [InlineData(200, """{"access_token":"t","workspace_id":"\ud800"}""")]
    [InlineData(200, """{"access_token":"\ud800","workspace_id":"w"}""")]
    [InlineData(302, "")]
    [InlineData(400, "<html>")]
    [InlineData(503, "<html>")]
    public Task When_Notion_sends_a_malformed_response_the_user_returns_with_an_error(int status, string body) =>
        ShouldFailWithAsync(context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body, Encoding.UTF8);
        });

    [Fact]
    public Task When_Notion_sends_an_endless_response_the_user_returns_with_an_error() =>
        ShouldFailWithAsync(async context =>
        {
            var more = Encoding.UTF8.GetBytes(new string(' ', 64 * 1024));
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(more, context.RequestAborted);
        });

    [Theory]
    [InlineData("workspace_id")]
    [InlineData("bot_id")]
    [InlineData("workspace_name")]
    public Task When_Notion_sends_an_overlong_name_the_user_returns_with_an_error(string member) =>
        ShouldFailWithAsync(context =>
            context.Response.WriteAsync(
                $$"""{"{{member}}":"{{new string('n', 10_000)}}","access_token":"t"{{(member == "workspace_id" ? "" : ",\"workspace_id\":\"w\"")}}}"""
            )
        );

    [Fact]
    public Task When_Notion_drops_the_connection_the_user_returns_with_an_error() =>
        ShouldFailWithAsync(async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("{\"access_token\":");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });

    [Fact]
    public async Task When_Notion_stalls_in_its_response_the_exchange_times_out_after_ten_seconds()
    {
        var begun = new TaskCompletionSource();
        await ShouldFailWithAsync(
            async context =>
            {
                await context.Response.WriteAsync("{\"access_token\":");
                await context.Response.Body.FlushAsync();
                begun.SetResult();
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            },
            async () =>
            {
                await begun.Task;
                Host.Clock.Advance(TimeSpan.FromSeconds(10));
            }
        );
    }

    private async Task ShouldFailWithAsync(RequestDelegate response, Func<Task>? during = null)
    {
        await using var nonsense = await StubServer.StartAsync(response);
        await Host.RestartServiceAsync(
            new KeyValuePair<string, string?>("Unfurl:Notion:ApiUrl", nonsense.Url.AbsoluteUri)
        );
        using var ada = UserAs("ada");
        var page = await ada.Browser.OpenAsync(
            new Uri(
                Host.Service.Url,
                "/notion/authorize?client_id=notion&response_type=code&state=s&code=c&redirect_uri=https%3A%2F%2Fwww.notion.so%2Fexternalintegrationauthcallback"
            )
        );
        page = await ada.SignInAsync(page);

        var pending = ada.Browser.PressAsync(page, "Allow");
        await (during?.Invoke() ?? Task.CompletedTask);
        var callback = await pending;

        callback.AuthorizationResponse["error"].ShouldBeOneOf("server_error", "temporarily_unavailable");
        Host.Service.Logs.Lines.ShouldContain(line =>
            line.Reason == OAuthReasons.NotionUnavailable || line.Reason == OAuthReasons.NotionRefusedCode
        );
        callback.AuthorizationResponse["state"].ShouldBe("s");
        foreach (var table in new[] { "grants", "authorization_codes", "authorization_requests", "tokens" })
            (await Host.Database.CountAsync(new Rows(table))).ShouldBe(0, table);
    }

    private static async Task ConnectThroughNotionAsync(NotionUser user, string workspace)
    {
        user.Browser.StopsAt = _ => false;
        var page = await user.AllowAsync(workspace);
        page.Text.ShouldContain("is connected");
    }

    private async Task ShouldHaveFailedAsync(Visit callback, string error)
    {
        callback.RawLocation.ShouldStartWith($"{Notion.RedirectUri}?error={error}&");
        Host.Service.Logs.Lines.ShouldContain(line =>
            line.Reason == (error == "server_error" ? OAuthReasons.NotionRefusedCode : OAuthReasons.NotionUnavailable)
        );
        callback.AuthorizationResponse["error_description"].ShouldNotBeEmpty();
        callback.AuthorizationResponse["state"].ShouldNotBeEmpty();
        (await Host.Database.CountAsync(Rows.Grants)).ShouldBe(0);
        (await Host.Database.CountAsync(Rows.Codes)).ShouldBe(0);
        (await Host.Database.CountAsync(Rows.AuthorizationRequests)).ShouldBe(0);
    }
}
