using Microsoft.Extensions.Configuration;
using Unfurl.Demo;
using Unfurl.GitHub;
using Unfurl.Server.Configuration;
using Unfurl.Server.Providers;
using Unfurl.Testing.Tracker;
using Unfurl.Tracker;

namespace Unfurl.IntegrationTests.Providers;

/// <summary>All problems of the configured provider instances are reported at once.</summary>
public sealed class ProviderLoaderTests
{
    private const string Section = "Unfurl:Providers";

    [Fact]
    public void All_problems_of_all_instances_are_reported_at_once()
    {
        var (_, problems) = Load(
            ("no_good name", "Type", "Acme"),
            ("no_good name", "Host", "one.example"),
            ("no_good name", "WebUrl", "http://localhost:1/"),
            ("no_good name", "ClientId", "id"),
            ("no_good name", "ClientSecret", "secret"),
            ("nameless", "Host", "two.example"),
            ("unknown", "Type", "GitLab"),
            ("unknown", "Host", "three.example"),
            ("hostless", "Type", "GitHub"),
            ("hostless", "ClientId", "id"),
            ("twin", "Type", "GitHub"),
            ("twin", "Host", "www.One.example"),
            ("twin", "ApiUrl", "not a URL")
        );

        problems.ShouldBe(
            [
                $"{Section}:no_good name has a name that may only hold letters, digits and '-', 50 at most",
                $"{Section}:nameless:Type is missing: the adapter's type, one of GitHub, Acme",
                $"{Section}:unknown:Type names no known adapter; known are GitHub, Acme",
                $"{Section}:hostless:Host is missing: the owned host, e.g. github.acme.com",
                $"{Section}:hostless:ClientSecret is missing: a client secret of the OAuth app or GitHub App users sign in with, unless SignIn is PersonalKey",
                $"{Section}:twin:Host is already owned by the instance 'no_good name'",
                $"{Section}:twin:ApiUrl must be an absolute http(s) URL without user name",
                $"{Section}:twin:ClientId is missing: the client ID of the OAuth app or GitHub App users sign in with, unless SignIn is PersonalKey",
                $"{Section}:twin:ClientSecret is missing: a client secret of the OAuth app or GitHub App users sign in with, unless SignIn is PersonalKey",
            ],
            ignoreOrder: true
        );
    }

    [Fact]
    public void A_host_that_is_owned_by_a_broken_instance_is_owned()
    {
        var (_, problems) = Load(
            ("broken", "Type", "GitLab"),
            ("broken", "Host", "git.example"),
            ("github", "Type", "GitHub"),
            ("github", "Host", "git.example"),
            ("github", "ClientId", "id"),
            ("github", "ClientSecret", "secret")
        );

        problems.ShouldContain($"{Section}:github:Host is already owned by the instance 'broken'");
    }

    [Theory]
    [InlineData("https://github.example")]
    [InlineData("github.example/path")]
    [InlineData("github.example:443")]
    [InlineData("github.example?query")]
    [InlineData("github.example#fragment")]
    [InlineData("user@github.example")]
    [InlineData("localhost")]
    [InlineData("10.0.0.1")]
    [InlineData("git hub.example")]
    public void A_host_is_a_host_name_and_nothing_more(string host)
    {
        var (providers, problems) = Load(GitHub("github", host));

        problems.ShouldBe([$"{Section}:github:Host must be a host name with a dot, without scheme, port and path"]);
        providers.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("GitHub.Example", "github.example")]
    [InlineData("www.github.example", "github.example")]
    [InlineData("bücher.example", "xn--bcher-kva.example")]
    public void A_host_is_normalized_like_links(string host, string kept)
    {
        var (providers, problems) = Load(GitHub("github", host));

        problems.ShouldBeEmpty();
        providers.ShouldHaveSingleItem().Host.ShouldBe(kept);
    }

    [Fact]
    public void An_instance_owns_its_aliases_as_well()
    {
        var (providers, problems) = Load([
            .. GitHub("github", "git.example"),
            ("github", "Aliases:0", "code.example"),
            ("github", "Aliases:1", "git.example"),
            ("github", "Aliases:2", "no host"),
            .. GitHub("twin", "code.example"),
        ]);

        problems.ShouldBe(
            [
                $"{Section}:github:Aliases:1 is already owned by the instance 'github'",
                $"{Section}:github:Aliases:2 must be a host name with a dot, without scheme, port and path",
                $"{Section}:twin:Host is already owned by the instance 'github'",
            ],
            ignoreOrder: true
        );
        providers.Single(provider => provider.Name == "github").Hosts.ShouldBe(["git.example", "code.example"]);
    }

    [Theory]
    [InlineData("Shared", null, true)]
    [InlineData("None", "10.0.0.0/8", true)]
    [InlineData("None", null, false)]
    [InlineData("PersonalKey", "10.0.0.0/8", false)]
    public void What_needs_no_sign_in_of_its_users_needs_a_list_of_workspaces(
        string signIn,
        string? network,
        bool isRefused
    )
    {
        var read = new SettingsReader([
            .. TrackerSettings.Of(new Uri("http://127.0.0.1:1"), signIn, new Secret("key")),
            new("Unfurl:Providers:tracker:Networks:0", network),
        ]);
        var adapter = new TrackerProviderType().Create(
            new ProviderSettings(
                "tracker",
                "tracker.acme.com",
                new Dictionary<string, string?> { ["SignIn"] = signIn, ["Url"] = "http://127.0.0.1:1" }
            )
        );
        var provider = new ConfiguredProvider("tracker", ["tracker.acme.com"], "Tracker", adapter)
        {
            Networks = network is null ? [] : [IPNetwork.Parse(network)],
        };

        ProviderLoader.RequireWorkspaces(read, new NotionOptions(), [provider]);
        ProviderLoader.RequireWorkspaces(read, new NotionOptions { Workspaces = [TrackerHost.Home] }, [provider]);

        read.Problems.Count.ShouldBe(isRefused ? 1 : 0);
        read.Problems.ShouldAllBe(line => line.StartsWith("Unfurl:Notion:Workspaces:0 is missing"));
    }

    [Fact]
    public void Type_and_keys_are_case_insensitive()
    {
        var (providers, problems) = Load(
            ("GitHub-EU", "type", "github"),
            ("GitHub-EU", "HOST", "github.example"),
            ("GitHub-EU", "clientid", "id"),
            ("GitHub-EU", "CLIENTSECRET", "secret")
        );

        problems.ShouldBeEmpty();
        providers.ShouldHaveSingleItem().Type.ShouldBe("GitHub");
    }

    private static (string, string, string)[] GitHub(string name, string host) =>
        [(name, "Type", "GitHub"), (name, "Host", host), (name, "ClientId", "id"), (name, "ClientSecret", "secret")];

    private static (IReadOnlyList<ConfiguredProvider> Providers, IReadOnlyList<string> Problems) Load(
        params (string Name, string Key, string Value)[] settings
    )
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                settings.Select(it => KeyValuePair.Create($"{Section}:{it.Name}:{it.Key}", (string?)it.Value))
            )
            .Build();
        var read = new SettingsReader(configuration.AsEnumerable());
        var providers = ProviderLoader.Load(
            configuration,
            read,
            new Uri("http://localhost"),
            new AdapterTypes([new GitHubProviderType(), new AcmeProviderType()])
        );
        return (providers, read.Problems);
    }
}
