using Microsoft.AspNetCore.WebUtilities;
using static Unfurl.Testing.GitHub.GitHubUsers;

namespace Unfurl.IntegrationTests.Connections.SignIn;

/// <summary>A code is bound to the service by PKCE (RFC 7636) where GitHub documents it.</summary>
public sealed class GitHubPkceTests : IAsyncLifetime
{
    private GitHubDouble _gitHub = null!;

    public async ValueTask InitializeAsync() => _gitHub = await GitHubDouble.StartAsync();

    public ValueTask DisposeAsync() => _gitHub.DisposeAsync();

    [Theory]
    [InlineData("github.com", true)]
    [InlineData("acme.ghe.com", true)]
    [InlineData("github.acme.com", false)]
    [InlineData("ghe.com.acme.com", false)]
    public async Task The_authorization_and_the_token_request_have_its_parameters(string host, bool expected)
    {
        await using var service = UnfurlHost.Start(TestSettings.GitHub(_gitHub, host: host));
        using var browser = new TestBrowser();

        var redirect = await browser.OpenWithoutFollowingAsync(new Uri(service.Url, "/signin/github"));
        var query = QueryHelpers.ParseQuery(redirect.Location!.Query);
        var connections = await browser.OpenAsync(new Uri($"{redirect.Location}&login={Codertocat}"));

        connections.Text.ShouldContain($"You are {Codertocat} on {host}");
        query.GetValueOrDefault("code_challenge_method").ToString().ShouldBe(expected ? "S256" : "");
        query.ContainsKey("code_challenge").ShouldBe(expected);
        var fields = (await _gitHub.TokenFieldsAsync()).ShouldHaveSingleItem();
        fields.Contains("code_verifier").ShouldBe(expected);
        fields.ShouldContain("redirect_uri");
    }
}
