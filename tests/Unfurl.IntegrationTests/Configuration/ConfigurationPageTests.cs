using Microsoft.Extensions.Configuration;
using Unfurl.GitHub;
using Unfurl.IntegrationTests.Hosting;
using Unfurl.Server.Configuration;
using Unfurl.Server.Providers;

namespace Unfurl.IntegrationTests.Configuration;

/// <summary>To update the tables: <c>UPDATE_DOCS=1 ./test --filter ConfigurationPageTests</c>.</summary>
public sealed class ConfigurationPageTests
{
    [Fact]
    public void The_tables_of_the_page_are_made_of_the_settings()
    {
        var page = File.ReadAllText(ConfigurationPage.File);
        var text = page[..page.IndexOf(ConfigurationPage.Head, StringComparison.Ordinal)];
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(ConfigurationPage.File, text + ConfigurationPage.Tables());

        File.ReadAllText(ConfigurationPage.File)[text.Length..].ShouldBe(ConfigurationPage.Tables());
    }

    [Fact]
    public void The_page_lists_exactly_the_keys_that_are_read()
    {
        var listed = ConfigurationPage
            .Sections.Except([PlatformSettings.Section])
            .SelectMany(section => section.Settings)
            .Select(setting => setting.Of("ghes").Key);

        listed.ShouldBe(KeysRead().Except([KnownSettings.PluginsPath.Key]), ignoreOrder: true);
    }

    private static IReadOnlyCollection<string> KeysRead()
    {
        var settings = Some.MinimalProductionSettings();
        settings["Unfurl:Providers:ghes:Type"] = "GitHub";
        settings["Unfurl:Providers:ghes:Host"] = "github.acme.com";
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var read = new SettingsReader(configuration);
        SettingsLoader.Load(read, isDevelopment: false, new Uri("http://localhost:8080"));
        ProviderLoader.Load(configuration, read, new Uri("https://unfurl.acme.com"), [new GitHubProviderType()]);
        return read.KnownKeys;
    }
}
