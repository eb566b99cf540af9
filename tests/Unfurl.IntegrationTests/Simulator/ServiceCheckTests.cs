using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Unfurl.Demo.Site;
using Unfurl.IntegrationTests.Fixtures;
using Unfurl.Simulator.Checks;
using Unfurl.Testing;
using Unfurl.Testing.Databases;
using Unfurl.Testing.Postgres;

namespace Unfurl.IntegrationTests.Simulator;

public abstract partial class ServiceCheckTests(PostgresFixture? postgres) : IAsyncLifetime
{
    private readonly Uri _listen = new($"http://127.0.0.1:{Ports.Free()}");
    private readonly string _folder = Directory.CreateTempSubdirectory("unfurl-check-").FullName;
    private TestDatabase _database = null!;
    private AcmeSiteHost _acme = null!;
    private UnfurlHost _service = null!;

    // All use the system's clock: the program expires cookies by it.
    public async ValueTask InitializeAsync()
    {
        var server = postgres is null ? null : await postgres.GetAsync();
        _database = await TestDatabase.CreateAsync(server);
        _acme = await AcmeSiteHost.StartAsync();
        _service = UnfurlHost.Start([.. TestServers.Settings(_listen, _acme), _database.Setting]);
        _acme.Site.AllowRedirect(new Uri(_service.Url, "/signin/acme/callback"));
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _acme.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Every_check_passes_and_both_reports_show_it()
    {
        var (json, junit) = (Path.Combine(_folder, "report.json"), Path.Combine(_folder, "report.xml"));

        var run = await SimulatorProgram.RunAsync(
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
        suite.Elements("testcase").Count().ShouldBe(ServiceChecker.All.Count);
        suite.Descendants().Where(element => element.Name.LocalName is not "testcase").ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_secret_is_printed_or_reported()
    {
        var json = Path.Combine(_folder, "report.json");

        var run = await SimulatorProgram.RunAsync([.. Arguments(), "--verbose", "--json", json], Secrets());

        var all = run.Output + run.Errors + await File.ReadAllTextAsync(json);
        all.ShouldNotContain(TestServers.ClientSecret);
        all.ShouldNotContain(TestServers.NotionClientSecret);
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
        var run = await SimulatorProgram.RunAsync(
            [.. Arguments(), "--only", "notion.*"],
            [.. Secrets(), new("UNFURL_SIMULATOR_NOTION_CLIENT_SECRET", "another")]
        );

        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("FAILED  notion.basic");
    }

    private string[] Arguments() =>
        [
            "check",
            "--authorize-url",
            new Uri(_service.Url, "/notion/authorize").AbsoluteUri,
            "--token-url",
            new Uri(_service.Url, "/notion/token").AbsoluteUri,
            "--unfurl-url",
            new Uri(_service.Url, "/unfurl").AbsoluteUri,
            "--deletion-url",
            new Uri(_service.Url, "/notion/deletion").AbsoluteUri,
            "--client-id",
            TestServers.ClientId,
            "--notion-client-id",
            TestServers.NotionClientId,
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
            _acme.WebUrl.Authority,
        ];

    private static KeyValuePair<string, string>[] Secrets() =>
        [
            new("UNFURL_SIMULATOR_CLIENT_SECRET", TestServers.ClientSecret),
            new("UNFURL_SIMULATOR_NOTION_CLIENT_SECRET", TestServers.NotionClientSecret),
        ];

    [GeneratedRegex("[A-Za-z0-9_-]{43,}", RegexOptions.NonBacktracking)]
    private static partial Regex Tokens();

    public sealed class OnSqlite() : ServiceCheckTests(null);

    public sealed class OnPostgres(PostgresFixture postgres) : ServiceCheckTests(postgres);
}
