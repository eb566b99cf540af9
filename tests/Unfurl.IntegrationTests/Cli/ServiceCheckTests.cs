using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Unfurl.Demo.Site;
using Unfurl.Simulator.Checks;
using Unfurl.Testing.Postgres;

namespace Unfurl.IntegrationTests.Cli;

[OnEachDatabase]
public sealed partial class ServiceCheckTests : IAsyncLifetime
{
    private readonly Uri _listen = new($"http://127.0.0.1:{Ports.Free()}");
    private readonly string _folder = Directory.CreateTempSubdirectory("unfurl-check-").FullName;
    private TestHost _host = null!;

    // All use the system's clock: the program expires cookies by it.
    public async ValueTask InitializeAsync() =>
        _host = await new TestHostBuilder().WithAcme().With(TestSettings.Notion(_listen)).OnSystemClock().StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Every_check_passes_and_both_reports_show_it()
    {
        var (json, junit) = (Path.Combine(_folder, "report.json"), Path.Combine(_folder, "report.xml"));

        var run = await UnfurlProgram.RunAsync(
            [.. Arguments(), "--strict", "--json", json, "--junit", junit],
            Secrets()
        );

        run.ExitCode.ShouldBe(0, run.Output + run.Errors);
        var report = JsonDocument.Parse(await File.ReadAllTextAsync(json)).RootElement;
        report
            .GetProperty("checks")
            .EnumerateArray()
            .Select(check => (check.GetProperty("id").GetString()!, check.GetProperty("outcome").GetString()!))
            .ShouldBe(ServiceChecker.All.Select(check => (check.Id, "passed")));
        var suite = XDocument.Load(junit).Descendants("testsuite").Single();
        suite.Attribute("name")!.Value.ShouldBe("unfurl simulate check");
        suite.Elements("testcase").Count().ShouldBe(ServiceChecker.All.Count);
        suite.Descendants().Where(element => element.Name.LocalName is not "testcase").ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_secret_is_printed_or_reported()
    {
        var json = Path.Combine(_folder, "report.json");

        var run = await UnfurlProgram.RunAsync([.. Arguments(), "--verbose", "--json", json], Secrets());

        var all = run.Output + run.Errors + await File.ReadAllTextAsync(json);
        all.ShouldNotContain(TestSettings.ClientSecret);
        all.ShouldNotContain(TestSettings.NotionClientSecret);
        all.ShouldNotContain("ntn_");
        // The service's tokens and codes have 256 random bits; no URL of the test looks like one.
        Tokens()
            .Matches(all)
            .Select(match => match.Value)
            .Where(text => text.Any(char.IsAsciiLetterUpper))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task A_broken_configuration_is_named_and_exits_with_1()
    {
        var run = await UnfurlProgram.RunAsync(
            [.. Arguments(), "--only", "notion.*"],
            [.. Secrets(), new("UNFURL_SIMULATOR_NOTION_CLIENT_SECRET", "another")]
        );

        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("FAILED  notion.basic");
    }

    private string[] Arguments() =>
        [
            "simulate",
            "check",
            "--authorize-url",
            new Uri(_host.Url, "/notion/authorize").AbsoluteUri,
            "--token-url",
            new Uri(_host.Url, "/notion/token").AbsoluteUri,
            "--unfurl-url",
            new Uri(_host.Url, "/unfurl").AbsoluteUri,
            "--deletion-url",
            new Uri(_host.Url, "/notion/deletion").AbsoluteUri,
            "--client-id",
            TestSettings.ClientId,
            "--notion-client-id",
            TestSettings.NotionClientId,
            "--listen",
            _listen.AbsoluteUri,
            "--link",
            "https://acme.example/items/1",
            "--link",
            "https://acme.example/items/3",
            "--missing-link",
            "https://acme.example/items/9999",
            "--hidden-link",
            "https://acme.example/items/4",
            "--press",
            "ada ·",
            "--press",
            "Allow",
            "--deny",
            "Deny",
            "--allow-host",
            _host.Acme.WebUrl.Authority,
        ];

    private static KeyValuePair<string, string>[] Secrets() =>
        [
            new("UNFURL_SIMULATOR_CLIENT_SECRET", TestSettings.ClientSecret),
            new("UNFURL_SIMULATOR_NOTION_CLIENT_SECRET", TestSettings.NotionClientSecret),
        ];

    [GeneratedRegex("[A-Za-z0-9_-]{43,}", RegexOptions.NonBacktracking)]
    private static partial Regex Tokens();
}
