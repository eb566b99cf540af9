using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Unfurl.GitHub;
using Unfurl.IntegrationTests.Hosting;
using Unfurl.Recipes;
using Unfurl.Server.Configuration;
using Unfurl.Server.Providers;
using Unfurl.WebPages;

namespace Unfurl.IntegrationTests.Configuration;

/// <summary>To update the tables: <c>UPDATE_DOCS=1 ./test --filter ConfigurationPageTests</c>.</summary>
public sealed partial class ConfigurationPageTests
{
    [Fact]
    public void The_tables_of_the_page_are_made_of_the_settings()
    {
        var (before, _, after) = ConfigurationPage.Parse(File.ReadAllText(ConfigurationPage.File));
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(ConfigurationPage.File, before + ConfigurationPage.Tables() + after);

        ConfigurationPage.Parse(File.ReadAllText(ConfigurationPage.File)).Tables.ShouldBe(ConfigurationPage.Tables());
    }

    [Fact]
    public void The_page_lists_exactly_the_keys_that_are_read() =>
        KeysRead()
            .Where(key => !SingleSignal().IsMatch(key))
            .Select(key => Named().Replace(key, "${section}:<name>"))
            .Distinct()
            .ShouldBe(ConfigurationPage.Keys.Distinct(), ignoreOrder: true);

    private static IReadOnlyCollection<string> KeysRead()
    {
        var settings = Some.MinimalProductionSettings();
        settings["Unfurl:Notion:Connections:acme:Token"] = "ntn_token";
        settings["Unfurl:Notion:Public:ClientId"] = "id";
        settings["Unfurl:Providers:ghes:Type"] = "GitHub";
        settings["Unfurl:Providers:ghes:Host"] = "github.acme.com";
        settings["Unfurl:Providers:redmine:Type"] = "Recipe";
        settings["Unfurl:Providers:redmine:Host"] = "redmine.acme.com";
        settings["Unfurl:Providers:wiki:Type"] = "WebPage";
        settings["Unfurl:Providers:wiki:Host"] = "wiki.acme.com";
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var read = new SettingsReader(configuration.AsEnumerable());
        OptionsLoader.Load(read, isDevelopment: false, new Uri("http://localhost:8080"));
        ProviderLoader.Load(
            configuration,
            read,
            new Uri("https://unfurl.acme.com"),
            new AdapterTypes([new GitHubProviderType(), new RecipeProviderType(), new WebPageProviderType()])
        );
        return read.KnownKeys;
    }

    [GeneratedRegex(
        "^(?<section>Unfurl:Providers|Unfurl:Notion:Connections):(ghes|redmine|wiki|acme)\\b",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Named();

    // Asked for in order to warn that it has no effect.
    [GeneratedRegex("^OTEL_EXPORTER_OTLP_(TRACES|METRICS|LOGS)_", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SingleSignal();
}
