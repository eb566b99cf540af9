using System.Diagnostics;
using System.Text.Json;

namespace Unfurl.IntegrationTests.Notion.OAuth.Rfc6749;

/// <summary>A certified OAuth client from elsewhere completes both grants (<c>tests/oauth-client</c>).</summary>
[OnEachDatabase]
public sealed class ForeignClientTests : HostedTests
{
    [Theory]
    [InlineData("client_secret_post")]
    [InlineData("client_secret_basic")]
    public async Task A_third_party_client_accepts_both_grants(string authentication)
    {
        using var ada = UserAs("ada");
        // The client's URL gets Notion's own code, the only parameter that Notion adds.
        var begun = await ada.Browser.OpenWithoutFollowingAsync(Host.Notion.ConnectUrl("ada", "home"));
        var notionCode = begun.AuthorizationResponse["code"];
        using var client = Start(authentication);

        var authorize = await ReadAsync(client);
        var page = await ada.Browser.OpenAsync(
            new Uri($"{authorize.GetProperty("authorize")}&code={Uri.EscapeDataString(notionCode)}")
        );
        var callback = await ada.Browser.PressAsync(await ada.SignInAsync(page), "Allow");
        await client.StandardInput.WriteLineAsync(callback.Location!.AbsoluteUri);
        var result = await ReadAsync(client);

        result.GetProperty("access_token").GetString()!.Length.ShouldBe(43);
        result.GetProperty("expires_in").GetInt32().ShouldBe(8 * 60 * 60);
        var refreshed = result.GetProperty("refreshed_access_token").GetString()!;
        var response = await Notion.UnfurlAsync(refreshed, "https://acme.example/items/3");
        response.Body.ShouldContain("Prepare the 2027 salary round");
        client.StandardInput.Close();
        await client.WaitForExitAsync(TestContext.Current.CancellationToken);
        client.ExitCode.ShouldBe(0);
    }

    private Process Start(string authentication)
    {
        var folder = RepositoryRoot.File("tests", "oauth-client");
        Directory
            .Exists(Path.Combine(folder, "node_modules", "oauth4webapi"))
            .ShouldBeTrue("run ./test, or npm ci in tests/oauth-client");
        var process = Process.Start(
            new ProcessStartInfo("node", ["client.mjs"])
            {
                WorkingDirectory = folder,
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        process.StandardInput.WriteLine(
            JsonSerializer.Serialize(
                new
                {
                    authorize = new Uri(Host.Service.Url, "/notion/authorize"),
                    token = new Uri(Host.Service.Url, "/notion/token"),
                    client_id = TestSettings.ClientId,
                    client_secret = TestSettings.ClientSecret,
                    redirect_uri = Notion.RedirectUri,
                    authentication,
                }
            )
        );
        return process;
    }

    private static async Task<JsonElement> ReadAsync(Process client)
    {
        var line = await client.StandardOutput.ReadLineAsync();
        line.ShouldNotBeNull("the client gave up; its error output says why");
        return JsonDocument.Parse(line).RootElement;
    }
}
