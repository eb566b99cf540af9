using Microsoft.Extensions.Configuration;
using Unfurl.GitHub;
using Unfurl.IntegrationTests.Hosting;
using Unfurl.Server.Configuration;
using Unfurl.Server.Providers;

namespace Unfurl.IntegrationTests.Configuration;

public sealed class ProviderSettingsTests
{
    [Fact]
    public void Missing_settings_of_an_instance_are_reported()
    {
        var read = Load(
            new() { ["Unfurl:Providers:github:Type"] = "GitHub", ["Unfurl:Providers:github:Host"] = "github.com" }
        );

        read.Problems.ShouldBe([
            "Unfurl:Providers:github:ClientId is missing: the client ID of the OAuth app or GitHub App users sign in with, unless SignIn is PersonalKey",
            "Unfurl:Providers:github:ClientSecret is missing: a client secret of the OAuth app or GitHub App users sign in with, unless SignIn is PersonalKey",
        ]);
    }

    [Fact]
    public void Type_and_host_are_required() =>
        Load(new() { ["Unfurl:Providers:github:ClientId"] = "x" })
            .Problems.ShouldBe([
                "Unfurl:Providers:github:Host is missing: the owned host, e.g. github.acme.com",
                "Unfurl:Providers:github:Type is missing: the adapter's type, one of GitHub",
            ]);

    [Fact]
    public void A_type_must_be_known() =>
        Load(GitHub("Type", "GitLab"))
            .Problems.ShouldBe(["Unfurl:Providers:github:Type names no known adapter; known are GitHub"]);

    [Theory]
    [InlineData("git_hub")]
    [InlineData("git.hub")]
    [InlineData("gït")]
    [InlineData("git hub")]
    public void A_name_holds_letters_digits_and_hyphens(string name) =>
        Load(GitHub(name: name))
            .Problems.ShouldBe([
                $"Unfurl:Providers:{name} has a name that may only hold letters, digits and '-', 50 at most",
            ]);

    [Theory]
    [InlineData("github.acme.com:8443")]
    [InlineData("https://github.acme.com")]
    [InlineData("github.acme.com/path")]
    [InlineData("user@github.acme.com")]
    [InlineData("github.acme.com?x")]
    [InlineData("github.acme.com#x")]
    [InlineData("github")]
    [InlineData("10.0.0.1")]
    public void A_host_is_a_bare_name(string host) =>
        Load(GitHub("Host", host))
            .Problems.ShouldBe([
                "Unfurl:Providers:github:Host must be a host name with a dot, without scheme, port and path",
            ]);

    [Fact]
    public void A_host_has_one_owner()
    {
        var settings = GitHub();
        foreach (var (key, value) in GitHub("Host", "WWW.GitHub.com", name: "other"))
            settings[key] = value;

        var read = Load(settings);

        read.Problems.ShouldBe(["Unfurl:Providers:other:Host is already owned by the instance 'github'"]);
    }

    [Fact]
    public void A_URL_of_an_adapter_must_be_absolute() =>
        Load(GitHub("ApiUrl", "https://user:hidden@api.github.com"))
            .Problems.ShouldBe(["Unfurl:Providers:github:ApiUrl must be an absolute http(s) URL without user name"]);

    [Theory]
    [InlineData("Unfurl:Notion:ApiUrl", "http://notion.acme.example")]
    [InlineData("Unfurl:Providers:github:ApiUrl", "http://github.acme.example/api")]
    public void Plain_http_to_another_machine_causes_a_warning(string key, string value)
    {
        var settings = GitHub();
        settings[key] = value;

        var read = Load(settings);

        read.Problems.ShouldBeEmpty();
        read.Warnings.ShouldBe([
            $"{key} uses plain http beyond this machine: what is sent there can be read on the way",
        ]);
    }

    [Theory]
    [InlineData("Unfurl:PublikUrl", "; did you mean Unfurl:PublicUrl?")]
    [InlineData("Unfurl:OAuth_ClientSecret", "; did you mean Unfurl:OAuth:ClientSecret?")]
    [InlineData("Unfurl:Cache:Frsh", "; did you mean Unfurl:Cache:Fresh?")]
    [InlineData("Unfurl:Providers:github:WebhookSecrets", "; did you mean Unfurl:Providers:github:WebhookSecret?")]
    [InlineData("Unfurl:Xyz", "")]
    [InlineData("Unfurl:Providers:github:Link", "")]
    [InlineData("ConnectionStrings:Postgre", "; did you mean ConnectionStrings:Postgres?")]
    [InlineData("ConnectionStrings:Default", "")]
    public void An_unknown_key_causes_a_warning(string key, string suggestion)
    {
        var settings = GitHub();
        settings[key] = "hidden";

        var read = Load(settings);

        read.Problems.ShouldBeEmpty();
        read.Warnings.ShouldBe([$"{key} is not a known key and has no effect{suggestion}"]);
    }

    [Fact]
    public void A_suggested_key_is_of_the_same_instance()
    {
        var settings = GitHub();
        foreach (var (key, value) in GitHub("Host", "github.acme.com", name: "ghes"))
            settings[key] = value;
        settings["Unfurl:Providers:github:GraphQLUr"] = "hidden";

        var read = Load(settings);

        read.Warnings.ShouldBe([
            "Unfurl:Providers:github:GraphQLUr is not a known key and has no effect; did you mean Unfurl:Providers:github:GraphQLUrl?",
        ]);
    }

    [Fact]
    public void Without_an_adapter_only_its_own_misspelt_type_is_known()
    {
        var settings = GitHub();
        settings["Unfurl:Providers:ghes:Tpye"] = "GitHub";
        settings["Unfurl:Providers:ghes:Host"] = "github.acme.com";
        settings["Unfurl:Providers:ghes:ClientId"] = "id";

        var read = Load(settings);

        read.Warnings.ShouldBe([
            "Unfurl:Providers:ghes:Tpye is not a known key and has no effect; did you mean Unfurl:Providers:ghes:Type?",
        ]);
    }

    [Fact]
    public void Case_is_ignored_in_keys()
    {
        var settings = GitHub();
        settings["UNFURL:DEVELOPER"] = "Acme";

        Load(settings).Warnings.ShouldBeEmpty();
    }

    private static Dictionary<string, string?> GitHub(string? key = null, string? value = null, string name = "github")
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            [$"Unfurl:Providers:{name}:Type"] = "GitHub",
            [$"Unfurl:Providers:{name}:Host"] = "github.com",
            [$"Unfurl:Providers:{name}:ClientId"] = "id",
            [$"Unfurl:Providers:{name}:ClientSecret"] = "secret",
        };
        if (key is not null)
            settings[$"Unfurl:Providers:{name}:{key}"] = value;
        return settings;
    }

    private static SettingsReader Load(Dictionary<string, string?> settings)
    {
        foreach (var (key, value) in Some.MinimalProductionSettings())
            settings.TryAdd(key, value);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var read = new SettingsReader(configuration.AsEnumerable());
        OptionsLoader.Load(read, isDevelopment: false, new Uri("http://localhost:8080"));
        ProviderLoader.Load(
            configuration,
            read,
            new Uri("http://localhost"),
            new AdapterTypes([new GitHubProviderType()])
        );
        UnknownKeys.Warn(configuration, read);
        return read;
    }
}
