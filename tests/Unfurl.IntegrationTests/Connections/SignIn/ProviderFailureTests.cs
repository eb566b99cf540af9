using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Unfurl.Server.Logging;

namespace Unfurl.IntegrationTests.Connections.SignIn;

public sealed class ProviderFailureTests
{
    private const string Tokens = """{"access_token":"secret-of-the-user","token_type":"bearer"}""";

    [Theory]
    [InlineData("""{"token_type":"bearer"}""", "{}", SignInReasons.ProviderGaveNoToken)]
    [InlineData("<html>", "{}", SignInReasons.ProviderGaveNoToken)]
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

    // Whatever the endpoint says, it did not decide about the code.
    [Theory]
    [InlineData(500, "")]
    [InlineData(500, "{}")]
    [InlineData(500, """{"error": "server_error"}""")]
    [InlineData(502, "<html>Bad gateway</html>")]
    [InlineData(503, """{"error": "invalid_client"}""")]
    [InlineData(504, """{"message": "upstream"}""")]
    [InlineData(429, """{"error": "slow_down"}""")]
    [InlineData(408, "")]
    [InlineData(404, "<html>Not found</html>")]
    [InlineData(403, """{"message": "no"}""")]
    [InlineData(302, "")]
    [InlineData(200, "")]
    [InlineData(200, "null")]
    [InlineData(200, "[]")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"access_token": "secret-of-""")]
    [InlineData(200, """{"access_token": ["secret-of-the-user"]}""")]
    [InlineData(200, """{"error": ""}""")]
    [InlineData(200, """{"error": "temporarily_unavailable"}""")]
    public async Task A_token_endpoint_that_fails_is_said_to_fail_with_another_try(int status, string body)
    {
        await using var provider = await StubServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body);
        });

        var visit = await ShouldFailAsync(provider.Url, SignInReasons.ProviderGaveNoToken);

        visit.Text.ShouldContain("acme.example could not be reached, or answered wrongly. Try again in a moment.");
        visit.Link("Try again").GetAttribute("href").ShouldBe("/lab");
    }

    [Theory]
    [InlineData(400, "invalid_grant")]
    [InlineData(400, "unauthorized_client")]
    [InlineData(401, "invalid_client")]
    [InlineData(200, "bad_verification_code")]
    [InlineData(200, "incorrect_client_credentials")]
    [InlineData(404, "Not Found")]
    public async Task A_token_endpoint_that_refuses_is_said_to_refuse(int status, string error)
    {
        await using var provider = await StubServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(
                $$"""{"error": "{{error}}", "error_description": "secret-of-the-user"}"""
            );
        });

        var visit = await ShouldFailAsync(provider.Url, SignInReasons.ProviderRefused);

        visit.Text.ShouldContain("acme.example refused the sign-in.");
    }

    [Theory]
    [InlineData("server_error")]
    [InlineData("temporarily_unavailable")]
    public async Task An_authorization_endpoint_that_fails_is_said_to_fail(string error)
    {
        var visit = await ShouldFailAsync(new Uri("http://127.0.0.1:9/"), "provider_failed", $"&error={error}");

        visit.Text.ShouldContain("could not be reached, or answered wrongly");
        visit.Link("Try again").GetAttribute("href").ShouldBe("/lab");
    }

    // Not even the cut response's length is right.
    [Fact]
    public async Task A_cut_response_is_said_to_be_a_failure_with_another_try()
    {
        await using var provider = await StubServer.StartAsync(async context =>
        {
            context.Response.ContentLength = 500;
            await context.Response.WriteAsync("""{"access_token": "secret-of-""");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });

        var visit = await ShouldFailAsync(provider.Url, null);

        visit.Text.ShouldContain("could not be reached, or answered wrongly");
        visit.Link("Try again").GetAttribute("href").ShouldBe("/lab");
    }

    [Fact]
    public async Task A_host_without_an_address_is_said_to_be_unreachable()
    {
        var visit = await ShouldFailAsync(new Uri("http://nowhere.invalid/"), SignInReasons.ProviderUnreachable);

        visit.Text.ShouldContain("could not be reached");
        visit.Link("Try again").GetAttribute("href").ShouldBe("/lab");
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
            SignInReasons.ProviderTooSlow,
            clock: clock,
            meanwhile: async visiting =>
            {
                await asked.Task;
                await Eventually.TrueAsync(() =>
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

    // Signs in on the way to the lab. A null reason accepts any.
    private static async Task<Visit> ShouldFailAsync(
        Uri provider,
        string? reason,
        string parameters = "",
        TestClock? clock = null,
        Func<Task, Task>? meanwhile = null
    )
    {
        await using var service = UnfurlHost.Start(TestSettings.Acme(provider), time: clock);
        using var browser = new TestBrowser();
        var away = await browser.OpenWithoutFollowingAsync(new Uri(service.Url, "/signin/acme?return_url=/lab"));
        var state = QueryHelpers.ParseQuery(away.Location!.Query)["state"].ToString();

        var visiting = browser.OpenAsync(
            new Uri(service.Url, $"/signin/acme/callback?code=c&state={Uri.EscapeDataString(state)}{parameters}")
        );
        if (meanwhile is not null)
            await meanwhile(visiting);
        var visit = await visiting;

        visit.Status.ShouldBe(HttpStatusCode.BadRequest);
        visit.Headers["Cache-Control"].ShouldContain("no-store");
        var logged = service.Logs.Lines.Single(line =>
            line.Text.StartsWith("Rejected a sign-in", StringComparison.Ordinal)
        );
        if (reason is not null)
            logged.Reason.ShouldBe(reason, logged.Text);
        service.Logs.ToString().ShouldNotContain("secret-of-the-user");
        return visit;
    }
}
