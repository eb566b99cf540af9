using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Unfurl.GitHub;
using Unfurl.IntegrationTests.Hosting;
using Unfurl.Recipes;
using Unfurl.Server.Configuration;
using Unfurl.Server.Providers;
using Unfurl.Server.Providers.Plugins;
using Unfurl.WebPages;

namespace Unfurl.IntegrationTests.Configuration;

/// <summary>Every key of <c>docs/configuration.md</c> has a value that stops the start or causes a warning, with a line that names the key.</summary>
public sealed partial class SettingsTableTests
{
    // A key that accepts any text is invalid when blank.
    private static readonly Dictionary<string, string> Wrong = new(StringComparer.Ordinal)
    {
        ["Unfurl:PublicUrl"] = "https://unfurl.acme.com/path?query",
        ["Unfurl:TrustedProxies:0"] = "proxy",
        ["Unfurl:Administrators:0"] = "octocat",
        ["Unfurl:OAuth:ClientId"] = " ",
        ["Unfurl:OAuth:ClientSecret"] = " ",
        ["Unfurl:OAuth:RedirectUris:0"] = "https://www.notion.so/callback#fragment",
        ["Unfurl:OAuth:AuthorizationCodeLifetime"] = "-00:01:00",
        ["Unfurl:OAuth:AccessTokenLifetime"] = "0",
        ["Unfurl:OAuth:RefreshTokenLifetime"] = "99999.00:00:00",
        ["Unfurl:Notion:ClientId"] = "",
        ["Unfurl:Notion:ClientSecret"] = "",
        ["Unfurl:Notion:ApiUrl"] = "/relative",
        ["Unfurl:Notion:Version"] = "newest",
        ["Unfurl:Notion:Workspaces:0"] = "Acme's workspace",
        ["Unfurl:Notion:Connections:github:Token"] = " ",
        ["Unfurl:Notion:Connections:github:CallsPerMinute"] = "0",
        ["Unfurl:Notion:Public:ClientId"] = " ",
        ["Unfurl:Notion:Public:ClientSecret"] = " ",
        ["Unfurl:Notion:Public:CallsPerMinute"] = "many",
        ["Unfurl:Providers:github:Type"] = "GitHubb",
        ["Unfurl:Providers:github:Host"] = "10.0.0.1:8443",
        ["Unfurl:Providers:github:Aliases:0"] = "https://git.acme.com",
        ["Unfurl:Providers:github:Networks:0"] = "the intranet",
        ["Unfurl:Providers:github:SignIn"] = "Password",
        ["Unfurl:Providers:github:ClientId"] = "",
        ["Unfurl:Providers:github:ClientSecret"] = " ",
        ["Unfurl:Providers:github:WebUrl"] = "github.com",
        ["Unfurl:Providers:github:ApiUrl"] = "ftp://github.com",
        ["Unfurl:Providers:github:GraphQLUrl"] = "https://a:b@github.com/graphql",
        ["Unfurl:Plugins:Path"] = "/nowhere",
        ["Unfurl:Cache:Fresh"] = "one minute",
        ["Unfurl:Cache:Stale"] = "00:00:00",
        ["Unfurl:Resolve:SoftTimeout"] = "00:00:09",
        ["Unfurl:Resolve:Timeout"] = "1.00:00:00",
        ["Unfurl:Updates:TrackFor"] = "for ever",
        ["Unfurl:DataProtection:Certificate"] = "/nowhere.pfx",
        ["Unfurl:DataProtection:CertificatePassword"] = "without a certificate",
        ["ConnectionStrings:Postgres"] = "unfurl",
        ["ConnectionStrings:Sqlite"] = "Data Source=:memory:",
        ["ConnectionStrings:Redis"] = "redis:6379,ssl=perhaps",
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "collector:4317",
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/json",
        ["OTEL_EXPORTER_OTLP_HEADERS"] = "api-key",
        ["OTEL_EXPORTER_OTLP_TIMEOUT"] = "10s",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "0",
        ["Unfurl:Providers:github:Cards"] = "tiny",
        ["Unfurl:Providers:redmine:Recipe"] = "redmin",
        ["Unfurl:Providers:redmine:Base"] = "https://redmine.acme.com/a?b",
        ["Unfurl:Providers:redmine:SignIn"] = "OAuth",
        ["Unfurl:Providers:redmine:Key"] = "two words",
        ["Unfurl:Providers:redmine:WebhookSecret"] = "of a tool that sends none",
        ["Unfurl:Providers:redmine:Settings:Markup"] = "word",
        ["Unfurl:Providers:wiki:Base"] = "https://wiki.acme.com/a",
        ["Unfurl:Providers:wiki:SignIn"] = "OAuth",
        ["Unfurl:Providers:wiki:Header"] = "X Key",
        ["Unfurl:Providers:wiki:Key"] = "without SignIn = Shared",
        ["Unfurl:Providers:wiki:Check"] = "profile",
        ["Unfurl:Providers:wiki:Who"] = "a[",
        ["Unfurl:Providers:wiki:Paths:0"] = "handbook",
        ["Unfurl:Providers:wiki:Except:0"] = "/a b",
    };

    // Any text is right for these.
    private static readonly string[] FreeText =
    [
        "Unfurl:Developer",
        "Unfurl:Providers:github:WebhookSecret",
        "Unfurl:Providers:github:Scopes",
    ];

    public static TheoryData<string> Keys => [.. Wrong.Keys];

    [Fact]
    public void No_key_of_the_page_is_forgotten()
    {
        KeysOfThePage().Count().ShouldBeGreaterThan(30);
        KeysOfThePage().ShouldBeSubsetOf([.. Wrong.Keys, .. FreeText]);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_wrong_value_is_reported_with_its_key(string key)
    {
        var read = Load(new() { [key] = Wrong[key] });

        var lines = read.Problems.Concat(read.Warnings).ToList();
        lines.ShouldContain(line => line.StartsWith($"{key} ", StringComparison.Ordinal));
        lines.ShouldAllBe(line => line.Length > key.Length + 20);
    }

    [Fact]
    public void All_wrong_values_are_reported_at_once()
    {
        var read = Load(Wrong.ToDictionary(pair => pair.Key, string? (pair) => pair.Value));

        var reported = read.Problems.Concat(read.Warnings).Select(line => line.Split(' ')[0]).ToList();
        // An unknown type has no adapter to validate its settings. A password is valid only with a certificate. A soft
        // timeout is compared with a hard one.
        string[] dependent =
        [
            .. Wrong.Keys.Where(key => key.StartsWith("Unfurl:Providers:", StringComparison.Ordinal)),
            "Unfurl:DataProtection:CertificatePassword",
            "Unfurl:Resolve:SoftTimeout",
        ];
        Wrong.Keys.Except(dependent).ShouldBeSubsetOf(reported);
    }

    // The first column, as the page stands in the repository.
    private static IEnumerable<string> KeysOfThePage()
    {
        var tables = ConfigurationPage.Parse(File.ReadAllText(ConfigurationPage.File)).Tables;
        var recipes = tables.IndexOf(ConfigurationPage.RecipeTitle, StringComparison.Ordinal);
        var pages = tables.IndexOf(ConfigurationPage.WebPageTitle, StringComparison.Ordinal);
        return Keys(tables[..recipes], "github")
            .Concat(Keys(tables[recipes..pages], "redmine"))
            .Concat(Keys(tables[pages..], "wiki"));

        static IEnumerable<string> Keys(string tables, string instance) =>
            Row()
                .Matches(tables)
                .Select(match => match.Groups["key"].Value)
                .Select(key =>
                    key.Replace("<name>", instance, StringComparison.Ordinal)
                        .Replace("<setting>", "Markup", StringComparison.Ordinal)
                        .Replace("0…", "0", StringComparison.Ordinal)
                );
    }

    private static SettingsReader Load(Dictionary<string, string?> changes)
    {
        var settings = Some.MinimalProductionSettings();
        settings["Unfurl:Providers:github:Type"] = "GitHub";
        settings["Unfurl:Providers:github:Host"] = "github.com";
        settings["Unfurl:Providers:github:ClientId"] = "id";
        settings["Unfurl:Providers:github:ClientSecret"] = "secret";
        settings["Unfurl:Providers:redmine:Type"] = "Recipe";
        settings["Unfurl:Providers:redmine:Host"] = "redmine.acme.com";
        settings["Unfurl:Providers:redmine:Recipe"] = "redmine";
        settings["Unfurl:Providers:wiki:Type"] = "WebPage";
        settings["Unfurl:Providers:wiki:Host"] = "wiki.acme.com";
        foreach (var (key, value) in changes)
            settings[key] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var read = new SettingsReader(configuration.AsEnumerable());
        var options = OptionsLoader.Load(read, isDevelopment: false, new Uri("http://localhost:8080"));
        var types = new AdapterTypes(
            [new GitHubProviderType(), new RecipeProviderType(), new WebPageProviderType()],
            PluginFolders.Load(read, options.Plugins, isDevelopment: false)
        );
        ProviderLoader.Load(configuration, read, new Uri("http://localhost"), types);
        return read;
    }

    [GeneratedRegex("^\\| `(?<key>[^`]+)` \\|", RegexOptions.Multiline, 1000)]
    private static partial Regex Row();
}
