using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Unfurl.IntegrationTests.Hosting;

/// <summary>The examples of docs/operate.md, run with the service as a process and a provider behind TLS.</summary>
public sealed class OutgoingCallsTests : IAsyncLifetime
{
    // The example's domain, which must not be asked for by a test (RFC 6761 §6.4).
    private const string Domain = "acme.com";
    private const string TestDomain = "acme.invalid";

    private readonly PrivateAuthority _authority = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("unfurl-authority-").FullName;
    private StubServer _provider = null!;
    private CompanyProxy _proxy = null!;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(PemFile, _authority.Pem, TestContext.Current.CancellationToken);
        _provider = await StubServer.StartAsync(
            context =>
            {
                context.Response.ContentType = "application/json";
                return context.Response.WriteAsync(
                    context.Request.Path == "/oauth/token"
                        ? """{"access_token":"t","token_type":"bearer"}"""
                        : """{"id":"i","login":"ada","name":"Ada"}"""
                );
            },
            certificate: _authority.Issue("localhost", "*.partner.invalid", $"*.{TestDomain}")
        );
        _proxy = new CompanyProxy(_provider.Url, "unfurl", "p@ssword");
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _provider.DisposeAsync();
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("SSL_CERT_FILE")]
    [InlineData("SSL_CERT_DIR")]
    public async Task A_provider_with_a_certificate_of_the_company_is_trusted_by_one_variable(string variable)
    {
        Example("SSL_CERT_FILE").ShouldEndWith(".pem");
        await using var service = await StartAsync(
            [("local", $"https://localhost:{_provider.Url.Port}")],
            (variable, variable == "SSL_CERT_FILE" ? PemFile : _folder)
        );

        (await SignInAsync(service, "local")).ShouldContain("Sign out");
    }

    [Fact]
    public async Task It_is_not_trusted_otherwise()
    {
        await using var service = await StartAsync([("local", $"https://localhost:{_provider.Url.Port}")]);

        (await SignInAsync(service, "local")).ShouldContain("could not be reached");
    }

    [Fact]
    public async Task The_proxy_of_the_example_is_used_with_its_password_except_for_the_companys_own_hosts()
    {
        await using var service = await StartAsync(
            [
                ("partner", "https://git.partner.invalid"),
                ("own", $"https://{TestDomain}"),
                ("below", $"https://git.{TestDomain}"),
                ("similar", $"https://not{TestDomain}"),
                ("single", "https://collector"),
            ],
            ("HTTPS_PROXY", Example("HTTPS_PROXY").Replace($"proxy.{Domain}:3128", _proxy.Authority)),
            ("NO_PROXY", Example("NO_PROXY").Replace(Domain, TestDomain)),
            ("SSL_CERT_FILE", PemFile)
        );

        (await SignInAsync(service, "partner")).ShouldContain("Sign out");
        foreach (var name in new[] { "own", "below", "similar", "single" })
            await SignInAsync(service, name);

        _proxy.Targets.Distinct().ShouldBe(["git.partner.invalid:443", $"not{TestDomain}:443"], ignoreOrder: true);
    }

    [Fact]
    public async Task Names_and_addresses_without_a_dot_in_front_stand_for_themselves_and_small_letters_count()
    {
        await using var service = await StartAsync(
            [
                ("same", "https://plain.invalid"),
                ("below", "https://git.plain.invalid"),
                ("star", "https://git.star.invalid"),
                ("port", "https://port.invalid:8443"),
                ("range", "https://10.1.2.3"),
            ],
            ("https_proxy", $"http://unfurl:p%40ssword@{_proxy.Authority}"),
            ("HTTPS_PROXY", "http://127.0.0.1:9"),
            ("no_proxy", "plain.invalid,*.star.invalid,port.invalid:8443,10.0.0.0/8,*"),
            ("NO_PROXY", ".invalid,10.1.2.3")
        );

        foreach (var name in new[] { "same", "below", "star", "port", "range" })
            await SignInAsync(service, name);

        _proxy
            .Targets.Distinct()
            .ShouldBe(
                ["git.plain.invalid:443", "git.star.invalid:443", "port.invalid:8443", "10.1.2.3:443"],
                ignoreOrder: true
            );
    }

    private string PemFile => Path.Combine(_folder, "acme-ca.pem");

    // Of the page's first block that sets it.
    private static string Example(string variable) =>
        File.ReadLines(RepositoryRoot.File("docs", "operate.md"))
            .First(line => line.StartsWith($"{variable}='", StringComparison.Ordinal))[(variable.Length + 2)..]
            .TrimEnd('\'');

    private static async Task<ServiceProcess> StartAsync(
        IEnumerable<(string Name, string WebUrl)> providers,
        params IEnumerable<(string Name, string Value)> environment
    )
    {
        var service = ServiceProcess.Start(
            [
                .. providers.SelectMany(provider => Instance(provider.Name, provider.WebUrl)),
                .. environment.Select(variable => KeyValuePair.Create(variable.Name, (string?)variable.Value)),
            ],
            "Development"
        );
        await service.WaitUntilListeningAsync();
        return service;
    }

    private static IEnumerable<KeyValuePair<string, string?>> Instance(string name, string webUrl) =>
        [
            new($"Unfurl:Providers:{name}:Type", "Acme"),
            new($"Unfurl:Providers:{name}:Host", $"{name}.example"),
            new($"Unfurl:Providers:{name}:WebUrl", webUrl),
            new($"Unfurl:Providers:{name}:ClientId", "unfurl-demo"),
            new($"Unfurl:Providers:{name}:ClientSecret", "unfurl-demo-secret"),
        ];

    // The service redeems the code, and asks who the person is. Returns the page that the browser sees then.
    private static async Task<string> SignInAsync(ServiceProcess service, string name)
    {
        using var browser = new TestBrowser();
        var away = await browser.OpenWithoutFollowingAsync(new Uri(service.Url, $"/signin/{name}"));
        var state = QueryHelpers.ParseQuery(away.Location.ShouldNotBeNull().Query)["state"].ToString();
        var page = await browser.OpenAsync(
            new Uri(service.Url, $"/signin/{name}/callback?code=c&state={Uri.EscapeDataString(state)}")
        );
        return page.Text;
    }
}
