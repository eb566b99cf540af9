using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Unfurl.IntegrationTests.Hosting;
using Unfurl.Server.Configuration;

namespace Unfurl.IntegrationTests.Contract.Secrets;

/// <summary>The types of the settings hide secrets when printed or serialized.</summary>
public sealed class SettingsSecretsTests
{
    [Fact]
    public void Printed_or_serialized_settings_hold_no_secret()
    {
        var configured = Some.MinimalProductionSettings();
        configured["Unfurl:OAuth:ClientSecret"] = "canary-one";
        configured["Unfurl:Notion:ClientSecret"] = "canary-two";
        configured["ConnectionStrings:Postgres"] = "Host=db;Username=unfurl;Password=canary-three";
        configured["ConnectionStrings:Sqlite"] = "Data Source=unfurl.db;Password=canary-four";
        var read = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(configured).Build());

        var settings = SettingsLoader.Load(read, isDevelopment: false, new Uri("http://localhost:8080"));

        read.Problems.ShouldBeEmpty();
        $"{settings} {settings.OAuth} {settings.Notion} {settings.Storage}".ShouldNotContain("canary");
        JsonSerializer
            .Serialize(
                new
                {
                    settings.OAuth.Client,
                    Notion = settings.Notion.Client,
                    settings.Storage,
                }
            )
            .ShouldNotContain("canary");
    }
}
