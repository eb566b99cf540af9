using Unfurl.GitHub;

namespace Unfurl.Tests.GitHub;

public sealed class GitHubOptionsTests
{
    private static readonly Dictionary<string, string?> RequiredSettings = new()
    {
        ["ClientId"] = "id",
        ["ClientSecret"] = "secret",
    };

    [Fact]
    public void All_missing_settings_are_reported_at_once()
    {
        var settings = Settings("github.com", []);

        new GitHubProviderType().Create(settings);

        settings.Problems.ShouldBe([
            "Unfurl:Providers:github:ClientId is missing: the client ID of the OAuth app or GitHub App users sign in with, unless SignIn is PersonalKey",
            "Unfurl:Providers:github:ClientSecret is missing: a client secret of the OAuth app or GitHub App users sign in with, unless SignIn is PersonalKey",
        ]);
    }

    [Theory]
    [InlineData("ClientId", "ClientSecret", "a client secret")]
    [InlineData("ClientSecret", "ClientId", "the client ID")]
    public void Half_an_app_is_reported(string set, string missing, string meaning)
    {
        var settings = Settings("github.com", new() { [set] = "value" });

        new GitHubProviderType().Create(settings);

        settings.Problems.ShouldBe([
            $"Unfurl:Providers:github:{missing} is missing: {meaning} of the OAuth app or GitHub App users sign in with, unless SignIn is PersonalKey",
        ]);
    }

    [Fact]
    public void An_app_beside_personal_tokens_is_reported()
    {
        var settings = Settings("github.com", new(RequiredSettings) { ["SignIn"] = "PersonalKey" });

        new GitHubProviderType().Create(settings);

        settings.Problems.ShouldBe([
            "Unfurl:Providers:github:ClientId is not used, because SignIn is PersonalKey: remove one of them",
            "Unfurl:Providers:github:ClientSecret is not used, because SignIn is PersonalKey: remove one of them",
        ]);
    }

    [Fact]
    public void Without_an_app_users_have_personal_access_tokens()
    {
        var settings = new Dictionary<string, string?> { ["SignIn"] = "PersonalKey", ["Scopes"] = "repo read:org" };

        var signIn = Some.GitHub("github.acme.com", settings).SignIn.ShouldBeOfType<PersonalKeySignIn>();

        signIn.KeyName.ShouldBe("personal access token");
        signIn.KeyPage!.AbsoluteUri.ShouldBe("https://github.acme.com/settings/tokens");
        signIn.KeyHint!.ShouldContain("the scopes repo, read:org.");
        signIn.KeyHint!.ShouldContain("https://github.acme.com/settings/personal-access-tokens");
        signIn.KeyHint!.ShouldContain("each read-only");
    }

    [Fact]
    public void A_wrong_URL_is_reported_without_its_value()
    {
        var settings = Settings("github.com", new(RequiredSettings) { ["ApiUrl"] = "api.github.com" });

        new GitHubProviderType().Create(settings);

        settings.Problems.ShouldBe([
            "Unfurl:Providers:github:ApiUrl must be an absolute http(s) URL without user name",
        ]);
    }

    [Theory]
    [InlineData("github.com", "https://api.github.com/", "https://api.github.com/graphql")]
    [InlineData("github.acme.com", "https://github.acme.com/api/v3", "https://github.acme.com/api/graphql")]
    [InlineData("acme.ghe.com", "https://api.acme.ghe.com/", "https://api.acme.ghe.com/graphql")]
    [InlineData("notgithub.com", "https://notgithub.com/api/v3", "https://notgithub.com/api/graphql")]
    public void Each_kind_of_host_has_its_addresses(string host, string api, string graphQL)
    {
        var settings = Read(Settings(host, RequiredSettings));

        settings.WebUrl.AbsoluteUri.ShouldBe($"https://{host}/");
        settings.ApiUrl.AbsoluteUri.ShouldBe(api);
        settings.GraphQLUrl.AbsoluteUri.ShouldBe(graphQL);
    }

    [Fact]
    public void Addresses_of_a_tunnel_are_taken_as_they_stand()
    {
        var adapter = Some.GitHub(
            "github.acme.com",
            new Dictionary<string, string?>(RequiredSettings)
            {
                ["WebUrl"] = "http://127.0.0.1:8001/github/",
                ["ApiUrl"] = "http://127.0.0.1:8002/api/v3/",
                ["GraphQLUrl"] = "http://127.0.0.1:8002/api/graphql",
            }
        );

        adapter.OAuth.AuthorizationEndpoint.AbsoluteUri.ShouldBe("http://127.0.0.1:8001/github/login/oauth/authorize");
        adapter.OAuth.TokenEndpoint.AbsoluteUri.ShouldBe("http://127.0.0.1:8001/github/login/oauth/access_token");
        adapter
            .Origins.Select(origin => origin.AbsoluteUri)
            .ShouldBe(["http://127.0.0.1:8001/", "http://127.0.0.1:8002/"]);
    }

    [Fact]
    public void Users_sign_in_on_the_host()
    {
        var signIn = Some.GitHub().OAuth;

        signIn.AuthorizationEndpoint.AbsoluteUri.ShouldBe("https://github.com/login/oauth/authorize");
        signIn.TokenEndpoint.AbsoluteUri.ShouldBe("https://github.com/login/oauth/access_token");
        signIn.ClientId.ShouldBe("id");
        signIn.ClientSecret.Reveal().ShouldBe("secret");
        signIn.Scopes.ShouldBe(["repo", "read:org", "read:user", "read:project"]);
        signIn.SwitchAccountParameters.ShouldBe([new("prompt", "select_account")]);
    }

    [Fact]
    public void Requests_go_to_the_host_and_its_API_only() =>
        Some.GitHub()
            .Origins.Select(origin => origin.AbsoluteUri)
            .ShouldBe(["https://github.com/", "https://api.github.com/"]);

    [Theory]
    [InlineData("repo", new[] { "repo" })]
    [InlineData("  repo,read:org  read:user ", new[] { "repo", "read:org", "read:user" })]
    public void Scopes_can_be_chosen(string scopes, string[] expected) =>
        Read(Settings("github.com", new(RequiredSettings) { ["Scopes"] = scopes })).ScopeNames.ShouldBe(expected);

    [Fact]
    public void The_webhook_secret_may_be_missing()
    {
        Read(Settings("github.com", RequiredSettings)).WebhookSecret.ShouldBeNull();
        Read(Settings("github.com", new(RequiredSettings) { ["WebhookSecret"] = "hook" }))
            .WebhookSecret!.Reveal()
            .ShouldBe("hook");
    }

    private static GitHubOptions Read(ProviderSettings settings) => settings.Read(new GitHubOptions(settings.Host));

    private static ProviderSettings Settings(string host, Dictionary<string, string?> values) =>
        new("github", host, values);
}
