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
    public async Task An_identity_that_does_not_end_shows_an_error_page()
    {
        var (clock, asked) = (new TestClock(), new TaskCompletionSource());
        await using var provider = await StubServer.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(context.Request.Path == "/oauth/token" ? Tokens : "{\"id\":");
            await context.Response.Body.FlushAsync();
            if (context.Request.Path == "/oauth/token")
                return;
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });

        await ShouldFailAsync(
            provider.Url,
            SignInReasons.ProviderReturnedNoIdentity,
            clock,
            async visiting =>
            {
                await asked.Task;
                await Wait.UntilAsync(() =>
                {
                    clock.Advance(TimeSpan.FromSeconds(1));
                    return visiting.IsCompleted;
                });
            }
        );
    }

    [Fact]
    public Task An_unreachable_provider_shows_an_error_page() =>
        ShouldFailAsync(new Uri("http://127.0.0.1:9/"), SignInReasons.ProviderUnreachable);

    private static async Task ShouldFailAsync(
        Uri provider,
        string reason,
        TestClock? clock = null,
        Func<Task, Task>? meanwhile = null
    )
    {
        await using var service = UnfurlHost.Start(AcmeTestHost.Settings(provider), time: clock);
        using var browser = new TestBrowser();
        var away = await browser.OpenWithoutFollowingAsync(new Uri(service.Url, "/signin/acme"));
        var state = QueryHelpers.ParseQuery(away.Location!.Query)["state"].ToString();

        var visiting = browser.OpenAsync(
            new Uri(service.Url, $"/signin/acme/callback?code=c&state={Uri.EscapeDataString(state)}")
        );
        if (meanwhile is not null)
            await meanwhile(visiting);
        var visit = await visiting;

        visit.Status.ShouldBe(HttpStatusCode.BadRequest);
        visit.Headers["Cache-Control"].ShouldContain("no-store");
        service.Logs.Lines.ShouldContain(line => line.Reason == reason, service.Logs.ToString());
        service.Logs.ToString().ShouldNotContain("secret-of-the-user");
    }
}
