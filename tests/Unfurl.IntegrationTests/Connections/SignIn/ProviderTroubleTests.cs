using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Unfurl.IntegrationTests.Contract;
using Unfurl.IntegrationTests.Fixtures;
using Unfurl.Server.Connections.SignIn;
using Unfurl.Server.Notion.OAuth;
using Unfurl.Testing;
using Unfurl.Testing.Browsing;

namespace Unfurl.IntegrationTests.Connections.SignIn;

/// <summary>A provider that cannot finish the sign-in it began: a page says so, and the log says why.</summary>
public sealed class ProviderTroubleTests
{
    private const string Tokens = """{"access_token":"secret-of-the-user","token_type":"bearer"}""";

    [Theory]
    [InlineData("""{"token_type":"bearer"}""", "{}", SignInReasons.ProviderGaveNoToken)]
    [InlineData("<html>", "{}", SignInReasons.ProviderAnswerBroken)]
    [InlineData(Tokens, "{}", SignInReasons.ProviderNamedNobody)]
    [InlineData(Tokens, "<html>", SignInReasons.ProviderNamedNobody)]
    public async Task An_answer_that_is_none_is_an_error_page(string tokenAnswer, string identity, string reason)
    {
        await using var provider = await StubServer.StartAsync(context =>
        {
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(context.Request.Path == "/oauth/token" ? tokenAnswer : identity);
        });

        await ShouldFailAsync(provider.Url, reason);
    }

    [Fact]
    public async Task A_provider_that_breaks_off_is_an_error_page()
    {
        await using var provider = await StubServer.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        await ShouldFailAsync(provider.Url, SignInReasons.ProviderUnreachable);
    }

    [Fact]
    public Task A_provider_that_is_away_is_an_error_page() =>
        ShouldFailAsync(new Uri("http://127.0.0.1:9/"), SignInReasons.ProviderUnreachable);

    private static async Task ShouldFailAsync(Uri provider, string reason)
    {
        await using var service = UnfurlHost.Start(AcmeWorld.Settings(provider));
        using var browser = new TestBrowser();
        var away = await browser.OpenWithoutFollowingAsync(new Uri(service.Url, "/signin/acme"));
        var state = QueryHelpers.ParseQuery(away.Location!.Query)["state"].ToString();

        var visit = await browser.OpenAsync(
            new Uri(service.Url, $"/signin/acme/callback?code=c&state={Uri.EscapeDataString(state)}")
        );

        visit.Status.ShouldBe(HttpStatusCode.BadRequest);
        visit.Headers["Cache-Control"].ShouldContain("no-store");
        service.Logs.Lines.ShouldContain(line => line.Reason == reason, service.Logs.ToString());
        service.Logs.ToString().ShouldNotContain("secret-of-the-user");
    }
}
