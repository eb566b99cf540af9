using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Unfurl.Testing;
using Unfurl.Testing.GitHub;

namespace Unfurl.Tests.GitHub;

/// <summary>The double must sign users in as GitHub does; otherwise the sign-in tests would prove nothing.</summary>
[NeedsNode]
public sealed class GitHubDoubleOAuthTests(GitHubDoubleFixture fixture)
    : IClassFixture<GitHubDoubleFixture>,
        IAsyncLifetime
{
    private const string Callback = "http://localhost:5000/signin/github/callback";
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private readonly GitHubDouble _gitHub = fixture.GitHub;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    public async ValueTask InitializeAsync() => await _gitHub.ResetAsync();

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_browser_chooses_among_the_users()
    {
        var page = await _http.GetStringAsync(AuthorizeUrl("prompt=select_account&login=octocat"));

        page.ShouldContain("Continue as Codertocat");
        page.ShouldContain("Continue as octocat");
        page.ShouldContain("Cancel");
    }

    [Fact]
    public async Task Denying_redirects_back_with_the_state()
    {
        using var response = await _http.GetAsync(AuthorizeUrl("choose="));

        var result = HttpUtility.ParseQueryString(response.Headers.Location!.Query);
        result["error"].ShouldBe("access_denied");
        result["state"].ShouldBe("s t&a=te");
        result["code"].ShouldBeNull();
    }

    [Theory]
    [InlineData("client_id=other&redirect_uri=http://localhost/", HttpStatusCode.NotFound)]
    [InlineData("client_id=Ov23double&redirect_uri=http://evil.test/", HttpStatusCode.BadRequest)]
    [InlineData("client_id=Ov23double", HttpStatusCode.BadRequest)]
    public async Task A_wrong_request_is_not_redirected(string query, HttpStatusCode expected)
    {
        using var response = await _http.GetAsync(
            new Uri(_gitHub.Url, $"/login/oauth/authorize?{query}&login=octocat")
        );

        response.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task A_code_works_once()
    {
        var code = await SignInAsync();

        var first = await ExchangeCodeAsync(code);
        var second = await ExchangeCodeAsync(code);

        first["access_token"]!.GetValue<string>().ShouldStartWith("gho_");
        first["scope"]!.GetValue<string>().ShouldBe("repo,read:org");
        first["refresh_token"].ShouldBeNull();
        second["error"]!.GetValue<string>().ShouldBe("bad_verification_code");
    }

    [Theory]
    [InlineData("client_secret", "wrong", "incorrect_client_credentials")]
    [InlineData("code_verifier", "wrong", "bad_verification_code")]
    [InlineData("redirect_uri", "http://localhost:5000/other", "redirect_uri_mismatch")]
    [InlineData("code", "wrong", "bad_verification_code")]
    public async Task A_wrong_token_request_is_an_error_with_HTTP_200(string parameter, string value, string error)
    {
        var code = await SignInAsync();

        var received = await ExchangeCodeAsync(code, (parameter, value));

        received["error"]!.GetValue<string>().ShouldBe(error);
    }

    [Fact]
    public async Task Responses_are_form_encoded_unless_JSON_is_accepted()
    {
        using var response = await _http.PostAsync(
            new Uri(_gitHub.Url, "/login/oauth/access_token"),
            new FormUrlEncodedContent(Form(await SignInAsync()))
        );

        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-www-form-urlencoded");
        HttpUtility.ParseQueryString(await response.Content.ReadAsStringAsync())["token_type"].ShouldBe("bearer");
    }

    [Fact]
    public async Task Refresh_tokens_of_a_GitHub_App_work_once()
    {
        await _gitHub.UseGitHubAppAsync();
        var first = await ExchangeCodeAsync(await SignInAsync());
        var refresh = ("refresh_token", first["refresh_token"]!.GetValue<string>());

        var second = await ExchangeCodeAsync("", ("grant_type", "refresh_token"), refresh);
        var replayed = await ExchangeCodeAsync("", ("grant_type", "refresh_token"), refresh);

        first["access_token"]!.GetValue<string>().ShouldStartWith("ghu_");
        first["expires_in"]!.GetValue<int>().ShouldBe(28_800);
        second["access_token"]!.GetValue<string>().ShouldNotBe(first["access_token"]!.GetValue<string>());
        (await UserStatusAsync(first)).ShouldBe(HttpStatusCode.Unauthorized);
        (await UserStatusAsync(second)).ShouldBe(HttpStatusCode.OK);
        replayed["error"]!.GetValue<string>().ShouldBe("bad_refresh_token");
    }

    [Theory]
    [InlineData("token", HttpStatusCode.OK)]
    [InlineData("grant", HttpStatusCode.Unauthorized)]
    public async Task An_app_can_delete_a_token_or_the_grant_of_a_user(string what, HttpStatusCode otherToken)
    {
        var (one, other) = (await ExchangeCodeAsync(await SignInAsync()), await ExchangeCodeAsync(await SignInAsync()));
        using var request = new HttpRequestMessage(
            HttpMethod.Delete,
            new Uri(_gitHub.Url, $"/api/v3/applications/{_gitHub.ClientId}/{what}")
        );
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("test", "1"));
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_gitHub.ClientId}:{_gitHub.ClientSecret}"))
        );
        request.Content = JsonContent.Create(new { access_token = one["access_token"]!.GetValue<string>() });

        using var response = await _http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await UserStatusAsync(one)).ShouldBe(HttpStatusCode.Unauthorized);
        (await UserStatusAsync(other)).ShouldBe(otherToken);
    }

    [Fact]
    public async Task A_request_without_a_user_agent_is_refused()
    {
        using var response = await _http.GetAsync(new Uri(_gitHub.Url, "/api/v3/user"));

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Held_calls_wait_for_their_release()
    {
        var token = new JsonObject { ["access_token"] = await _gitHub.IssueTokenAsync(GitHubUsers.Octocat) };
        await _gitHub.HoldAsync();
        var call = UserStatusAsync(token);
        while ((await _gitHub.CallsAsync()).Held == 0)
            call.IsCompleted.ShouldBeFalse();

        await _gitHub.ReleaseAsync();

        (await call).ShouldBe(HttpStatusCode.OK);
    }

    private Uri AuthorizeUrl(string more)
    {
        var challenge = Convert
            .ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)))
            .TrimEnd('=')
            .Replace('+', '-')
            .Replace('/', '_');
        return new Uri(
            _gitHub.Url,
            $"/login/oauth/authorize?client_id={_gitHub.ClientId}&redirect_uri={Uri.EscapeDataString(Callback)}"
                + $"&state=s%20t%26a%3Dte&scope=repo%20read:org&code_challenge={challenge}&code_challenge_method=S256&{more}"
        );
    }

    private async Task<string> SignInAsync()
    {
        using var response = await _http.GetAsync(AuthorizeUrl("login=octocat"));
        response.Headers.Location!.AbsoluteUri.ShouldStartWith(Callback);
        return HttpUtility.ParseQueryString(response.Headers.Location.Query)["code"]!;
    }

    private Dictionary<string, string> Form(string code) =>
        new()
        {
            ["client_id"] = _gitHub.ClientId,
            ["client_secret"] = _gitHub.ClientSecret,
            ["code"] = code,
            ["redirect_uri"] = Callback,
            ["code_verifier"] = Verifier,
        };

    private async Task<JsonObject> ExchangeCodeAsync(string code, params (string Name, string Value)[] changes)
    {
        var form = Form(code);
        foreach (var (name, value) in changes)
            form[name] = value;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_gitHub.Url, "/login/oauth/access_token"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Content = new FormUrlEncodedContent(form);
        using var response = await _http.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private async Task<HttpStatusCode> UserStatusAsync(JsonObject tokens)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_gitHub.Url, "/api/v3/user"));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("test", "1"));
        request.Headers.Authorization = new("Bearer", tokens["access_token"]!.GetValue<string>());
        using var response = await _http.SendAsync(request);
        return response.StatusCode;
    }
}
