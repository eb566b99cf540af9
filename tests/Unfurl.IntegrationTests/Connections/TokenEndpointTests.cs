using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Providers;

namespace Unfurl.IntegrationTests.Connections;

/// <summary>A failure of the provider's token endpoint says nothing about the credential, so it stays active.</summary>
public sealed class TokenEndpointTests : IAsyncLifetime
{
    private const string Link = "https://acme.example/items/1";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private ScriptedAcme _acme = null!;
    private ConnectedUser _ada = null!;

    public async ValueTask InitializeAsync()
    {
        _acme = await ScriptedAcme.StartAsync();
        _ada = await _acme.ConnectAsync(Lifetime);
        _acme.Clock.Advance(Lifetime);
    }

    public ValueTask DisposeAsync() => _acme.DisposeAsync();

    [Theory]
    [InlineData(500, "")]
    [InlineData(429, "{}")]
    [InlineData(200, "<html>maintenance</html>")]
    [InlineData(200, "{}")]
    [InlineData(200, "[]")]
    [InlineData(200, """{"access_token": ""}""")]
    [InlineData(404, "not here")]
    [InlineData(302, "")]
    [InlineData(401, """{"error": "invalid_client"}""")]
    [InlineData(200, """{"error": "incorrect_client_credentials"}""")]
    [InlineData(400, """{"error": "unauthorized_client"}""")]
    [InlineData(400, """{"error": "temporarily_unavailable"}""")]
    [InlineData(200, """{"error": "bad_refresh_token"}""")]
    public async Task A_response_that_does_not_reject_the_token_keeps_the_credential_active(int status, string body)
    {
        _acme.Token = context => ScriptedAcme.JsonAsync(context, body, status);
        var failed = await _ada.UnfurlAsync(Link);
        _acme.Token = Renewed;
        _acme.Clock.Advance(TimeSpan.FromSeconds(30));
        var after = await _ada.UnfurlAsync(Link);

        failed.Status.ShouldBe(502);
        after.Title.ShouldBe("An item");
        (await _ada.CredentialAsync("acme")).IsActive.ShouldBeTrue();
    }

    [Theory]
    [InlineData(400)]
    [InlineData(200)]
    public async Task A_rejected_refresh_token_revokes_the_credential(int status)
    {
        _acme.Token = context => ScriptedAcme.JsonAsync(context, """{"error": "invalid_grant"}""", status);

        var rejected = await _ada.UnfurlAsync(Link);

        rejected.Status.ShouldBe(401);
        (await _ada.CredentialAsync("acme")).IsActive.ShouldBeFalse();
    }

    [Theory]
    [InlineData("access_token=access-1&token_type=bearer&scope=read", null)]
    [InlineData("access_token=access-1&expires_in=3600&refresh_token=refresh-2", 3600)]
    public async Task An_answer_may_be_a_form(string form, int? expiresIn)
    {
        _acme.Token = context =>
        {
            context.Response.ContentType = "application/x-www-form-urlencoded; charset=utf-8";
            return context.Response.WriteAsync(form);
        };

        (await _ada.UnfurlAsync(Link)).Title.ShouldBe("An item");

        var credential = await _ada.CredentialAsync("acme");
        credential.AccessToken.Reveal().ShouldBe("access-1");
        credential.ExpiresAt.ShouldBe(expiresIn is { } seconds ? _acme.Clock.GetUtcNow().AddSeconds(seconds) : null);
    }

    [Fact]
    public async Task The_client_may_identify_itself_by_Basic_authentication()
    {
        var sent = "";
        _acme.Token = async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            sent = await reader.ReadToEndAsync();
            await Renewed(context);
        };
        _acme.Service.Services.GetRequiredService<ProviderRegistry>().TryGet("acme", out var real).ShouldBeTrue();
        var signIn = real.OAuth with
        {
            TokenEndpointAuthMethod = TokenEndpointAuthMethod.ClientSecretBasic,
            ClientId = "id of ours",
            ClientSecret = new Secret("a:b/c"),
        };
        var instance = TestAdapter.Instance("acme", "acme.example", TestAdapter.Like(real.Adapter, signIn), real.Http);

        await TokenRequest.SendAsync(
            instance,
            new() { ["grant_type"] = "refresh_token" },
            TestContext.Current.CancellationToken
        );

        // RFC 6749 §2.3.1: encoded as in a form first.
        var basic = Convert.ToBase64String("id+of+ours:a%3Ab%2Fc"u8);
        _acme.Requests.Last().Headers.Authorization.ToString().ShouldBe($"Basic {basic}");
        sent.ShouldBe("grant_type=refresh_token");
    }

    [Fact]
    public async Task A_late_token_response_is_stored_after_the_request_timed_out()
    {
        var silence = new TaskCompletionSource();
        _acme.Token = async context =>
        {
            await silence.Task;
            await Renewed(context);
        };
        var waiting = _acme.Clock.WaitingTimers;
        var request = _ada.UnfurlAsync(Link);
        await Eventually.TrueAsync(() =>
            _acme.CallsTo("/oauth/token") == 1 && _acme.Clock.WaitingTimers >= waiting + 2
        );

        _acme.Clock.Advance(TimeSpan.FromSeconds(5));
        var tooSlow = await request;
        silence.SetResult();
        await WaitForAccessTokenAsync("access-1");
        _acme.Clock.Advance(TimeSpan.FromSeconds(30));
        var after = await _ada.UnfurlAsync(Link);

        tooSlow.Status.ShouldBe(504);
        after.Title.ShouldBe("An item");
        _acme.CallsTo("/oauth/token").ShouldBe(1);
    }

    [Fact]
    public async Task An_unresponsive_endpoint_times_out()
    {
        await using var acme = await ScriptedAcme.StartAsync([new("Unfurl:Resolve:Timeout", "00:00:20")]);
        var ada = await acme.ConnectAsync(TimeSpan.Zero);
        var gone = new TaskCompletionSource();
        acme.Token = _ => gone.Task;
        var waiting = acme.Clock.WaitingTimers;
        var request = ada.UnfurlAsync(Link);
        await Eventually.TrueAsync(() => acme.CallsTo("/oauth/token") == 1 && acme.Clock.WaitingTimers >= waiting + 2);

        acme.Clock.Advance(TimeSpan.FromSeconds(10));
        var tooSlow = await request;
        gone.SetResult();

        tooSlow.Status.ShouldBe(504);
        (await ada.CredentialAsync("acme")).IsActive.ShouldBeTrue();
        acme.Service.Logs.Lines.ShouldNotContain(line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Error);
    }

    [Fact]
    public async Task A_token_valid_for_half_a_minute_is_used_for_most_of_it()
    {
        var ben = await _acme.ConnectAsync(TimeSpan.FromSeconds(30), login: "ben");
        _acme.Token = Renewed;

        for (var item = 1; item <= 3; item++)
        {
            (await ben.UnfurlAsync($"https://acme.example/items/{item}")).Title.ShouldNotBeNull();
            _acme.Clock.Advance(TimeSpan.FromSeconds(9));
        }
        var before = _acme.CallsTo("/oauth/token");
        await ben.UnfurlAsync("https://acme.example/items/4");

        (before, _acme.CallsTo("/oauth/token")).ShouldBe((0, 1));
    }

    [Fact]
    public async Task The_new_pair_is_stored_before_it_is_used()
    {
        var stored = "";
        _acme.Token = Renewed;
        _acme.Api = async context =>
        {
            stored = (await _ada.CredentialAsync("acme")).AccessToken.Reveal();
            await ScriptedAcme.ItemAsync(context);
        };

        await _ada.UnfurlAsync(Link);

        stored.ShouldBe("access-1");
        _acme.Requests.Last().Headers.Authorization.ToString().ShouldBe("Bearer access-1");
    }

    [Theory]
    [InlineData("9223372036854775807")]
    [InlineData("28800.5")]
    [InlineData("\"28800\"")]
    [InlineData("null")]
    [InlineData("-1")]
    public async Task An_odd_lifetime_does_not_lose_the_new_pair(string expiresIn)
    {
        _acme.Token = context =>
            ScriptedAcme.JsonAsync(
                context,
                $$"""{"access_token": "access-1", "refresh_token": "refresh-2", "expires_in": {{expiresIn}}}"""
            );

        var response = await _ada.UnfurlAsync(Link);

        response.Title.ShouldBe("An item");
        (await _ada.CredentialAsync("acme")).RefreshToken!.Reveal().ShouldBe("refresh-2");
    }

    [Fact]
    public async Task A_refresh_that_completes_after_a_disconnect_restores_nothing()
    {
        var held = new TaskCompletionSource();
        _acme.Token = async context =>
        {
            await held.Task;
            await Renewed(context);
        };
        var request = _ada.UnfurlAsync(Link);
        await Eventually.TrueAsync(() => _acme.CallsTo("/oauth/token") == 1);

        await _ada.ForgetAsync("acme");
        held.SetResult();
        var response = await request;
        var credential = await _ada.CredentialAsync("acme");

        response.Status.ShouldBe(401);
        credential.IsActive.ShouldBeFalse();
        credential.AccessToken.Reveal().ShouldNotBe("access-1");
        credential.RefreshToken.ShouldBeNull();
        _acme.CallsTo("/oauth/revoke").ShouldBe(2, "the pair that was forgotten, and the one that came too late");
    }

    [Fact]
    public async Task A_refresh_that_completes_after_a_new_sign_in_keeps_the_new_credential()
    {
        var held = new TaskCompletionSource();
        _acme.Token = async context =>
        {
            await held.Task;
            await ScriptedAcme.JsonAsync(context, """{"error": "invalid_grant"}""", 400);
        };
        var request = _ada.UnfurlAsync(Link);
        await Eventually.TrueAsync(() => _acme.CallsTo("/oauth/token") == 1);

        await _ada.SignInAsync("acme", "ada", new(new Secret("signed-in-again"), null, null));
        held.SetResult();
        var response = await request;

        response.Title.ShouldBe("An item");
        (await _ada.CredentialAsync("acme")).IsActive.ShouldBeTrue();
        _acme.Requests.Last().Headers.Authorization.ToString().ShouldBe("Bearer signed-in-again");
    }

    private static Task Renewed(HttpContext context) =>
        ScriptedAcme.JsonAsync(
            context,
            """{"access_token": "access-1", "refresh_token": "refresh-2", "expires_in": 3600}"""
        );

    private async Task WaitForAccessTokenAsync(string accessToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while ((await _ada.CredentialAsync("acme")).AccessToken.Reveal() != accessToken)
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
    }
}
