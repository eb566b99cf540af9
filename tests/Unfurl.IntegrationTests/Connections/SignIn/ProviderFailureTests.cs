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

public sealed class ProviderFailureTests
{
    private const string Tokens = """{"access_token":"secret-of-the-user","token_type":"bearer"}""";

    [Theory]
    [InlineData("""{"token_type":"bearer"}""", "{}", SignInReasons.ProviderGaveNoToken)]
    [InlineData("<html>", "{}", SignInReasons.ProviderResponseMalformed)]
    [InlineData(Tokens, "{}", SignInReasons.ProviderReturnedNoIdentity)]
    [InlineData(Tokens, "<html>", SignInReasons.ProviderReturnedNoIdentity)]
    public async Task An_invalid_response_shows_an_error_page(string tokenAnswer, string identity, string reason)
    {
        await using var provider = await StubServer.StartAsync(context =>
        {
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(context.Request.Path == "/oauth/token" ? tokenAnswer : identity);
        });

        await ShouldFailAsync(provider.Url, reason);
    }

    [Fact]
    public async Task A_dropped_connection_shows_an_error_page()
    {
        await using var provider = await StubServer.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        await ShouldFailAsync(provider.Url, SignInReasons.ProviderUnreachable);
    }

    [Fact]
    public Task An_unreachable_provider_shows_an_error_page() =>
        ShouldFailAsync(new Uri("http://127.0.0.1:9/"), SignInReasons.ProviderUnreachable);

    private static async Task ShouldFailAsync(Uri provider, string reason)
    {
        await using var service = UnfurlHost.Start(AcmeTestHost.Settings(provider));
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
