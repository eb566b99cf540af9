using System.Text.Json;
using Unfurl.IntegrationTests.Hosting;
using Unfurl.Server.Configuration;

namespace Unfurl.IntegrationTests.Logging.Secrets;

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
        configured["ConnectionStrings:Sqlite"] = "Data Source=canary-four.db";
        var read = new SettingsReader(configured);

        var settings = OptionsLoader.Load(read, isDevelopment: false, new Uri("http://localhost:8080"));

        read.Problems.ShouldBeEmpty();
        $"{settings.OAuth.Client} {settings.Notion.Client}".ShouldNotContain("canary");
        JsonSerializer
            .Serialize(
                new
                {
                    settings.OAuth.ClientSecret,
                    settings.Notion.Client,
                    settings.ConnectionStrings,
                }
            )
            .ShouldNotContain("canary");
    }
}
