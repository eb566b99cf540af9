using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using Unfurl.GitHub;
using Unfurl.IntegrationTests.Hosting;
using Unfurl.Server.Configuration;
using Unfurl.Server.Providers;
using Unfurl.Server.Providers.Plugins;

namespace Unfurl.IntegrationTests.Configuration;

public sealed class SettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("unfurl-settings-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void All_missing_keys_are_reported_at_once_in_Production()
    {
        var read = Load([]);

        read.Problems.ShouldBe([
            "Unfurl:PublicUrl is missing: the origin under which Notion and browsers reach the service, e.g. https://unfurl.acme.com",
            "Unfurl:OAuth:ClientId is missing: you choose it; paste the same value into Notion's portal",
            "Unfurl:OAuth:ClientSecret is missing: you choose it; paste the same value into Notion's portal",
            "Unfurl:Notion:ClientId is missing: the Notion connection's own id and secret, shown in Notion's portal",
            "Unfurl:Notion:ClientSecret is missing: the Notion connection's own id and secret, shown in Notion's portal",
        ]);
    }

    [Fact]
    public void With_an_internal_connection_the_keys_for_Link_Previews_may_be_missing()
    {
        var read = Load(WithConnection("acme", "ntn_token"));

        read.Problems.ShouldBeEmpty();
        read.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Unfurl:OAuth:ClientId", "Unfurl:OAuth:ClientSecret", "Unfurl:Notion:ClientId")]
    [InlineData("Unfurl:Notion:ClientSecret", "Unfurl:Notion:ClientId", "Unfurl:OAuth:ClientId")]
    public void Some_of_the_keys_for_Link_Previews_need_the_others(string set, params string[] missing)
    {
        var settings = WithConnection("acme", "ntn_token");
        settings[set] = "value";

        var problems = Load(settings).Problems;

        problems.Count.ShouldBe(3);
        foreach (var key in missing)
            problems.ShouldContain(line => line.StartsWith($"{key} is missing"));
    }

    [Theory]
    [InlineData("acme", " ", "Unfurl:Notion:Connections:acme:Token is missing: the token of an internal connection")]
    [InlineData("my acme", "t", "Unfurl:Notion:Connections:my acme has a name that cannot be used")]
    [InlineData("Public", "t", "Unfurl:Notion:Connections:Public has a name that cannot be used")]
    public void A_connection_has_a_token_and_a_plain_name(string name, string token, string problem) =>
        Load(WithConnection(name, token)).Problems.ShouldContain(line => line.StartsWith(problem));

    [Fact]
    public void Development_needs_no_configuration()
    {
        var read = Load([], isDevelopment: true);

        read.Problems.ShouldBeEmpty();
        read.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("unfurl.acme.com", "must be an absolute http(s) URL without user name")]
    [InlineData("ftp://unfurl.acme.com", "must be an absolute http(s) URL without user name")]
    [InlineData("https://user:hidden@unfurl.acme.com", "must be an absolute http(s) URL without user name")]
    [InlineData("https://", "must be an absolute http(s) URL without user name")]
    [InlineData("http://unfurl.acme.com", "must be https; plain http is for loopback addresses only")]
    [InlineData(
        "https://acme.com/unfurl",
        "must have no path, query or fragment: the origin under which Notion and browsers reach the service, e.g. https://unfurl.acme.com"
    )]
    [InlineData(
        "https://acme.com/?a=b",
        "must have no path, query or fragment: the origin under which Notion and browsers reach the service, e.g. https://unfurl.acme.com"
    )]
    public void A_public_URL_is_an_origin(string value, string problem)
    {
        var read = Load(Valid("Unfurl:PublicUrl", value));

        read.Problems.ShouldBe([$"Unfurl:PublicUrl {problem}"]);
        read.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("https://unfurl.acme.com", "https://unfurl.acme.com/")]
    [InlineData(" HTTPS://Unfurl.Acme.COM:443/ ", "https://unfurl.acme.com/")]
    [InlineData("https://unfurl.acme.com:8443", "https://unfurl.acme.com:8443/")]
    [InlineData("http://localhost:5080", "http://localhost:5080/")]
    [InlineData("http://[::1]:5080", "http://[::1]:5080/")]
    [InlineData("https://bücher.example", "https://xn--bcher-kva.example/")]
    public void A_public_URL_is_normalized(string value, string url)
    {
        var read = new SettingsReader(Valid("Unfurl:PublicUrl", value));

        var settings = OptionsLoader.Load(read, isDevelopment: false, new Uri("http://localhost:8080"));

        read.Problems.ShouldBeEmpty();
        settings.PublicUrl.AbsoluteUri.ShouldBe(url);
    }

    [Theory]
    [InlineData("0", "must be a positive duration such as 00:01:00 or 1.00:00:00")]
    [InlineData("60", "must be a positive duration such as 00:01:00 or 1.00:00:00")]
    [InlineData("00:00:00", "must be a positive duration such as 00:01:00 or 1.00:00:00")]
    [InlineData("-00:01:00", "must be a positive duration such as 00:01:00 or 1.00:00:00")]
    [InlineData("1m", "must be a positive duration such as 00:01:00 or 1.00:00:00")]
    [InlineData("10000000.00:00:00", "must not be longer than 3650.00:00:00")]
    public void A_duration_is_written_out_and_positive(string value, string problem)
    {
        string[] keys =
        [
            "Unfurl:OAuth:AuthorizationCodeLifetime",
            "Unfurl:OAuth:AccessTokenLifetime",
            "Unfurl:OAuth:RefreshTokenLifetime",
            "Unfurl:Cache:Fresh",
            "Unfurl:Cache:Stale",
            "Unfurl:Updates:TrackFor",
        ];

        foreach (var key in keys)
            ProblemsOf(key, value).ShouldBe([$"{key} {problem}"]);
    }

    [Fact]
    public void The_soft_timeout_must_not_be_longer_than_the_hard_one() =>
        ProblemsOf("Unfurl:Resolve:SoftTimeout", "00:00:06")
            .ShouldBe(["Unfurl:Resolve:SoftTimeout must not be longer than Unfurl:Resolve:Timeout"]);

    [Fact]
    public void A_card_must_not_be_stale_before_it_is_fresh_no_longer() =>
        ProblemsOf("Unfurl:Cache:Stale", "00:00:59")
            .ShouldBe(["Unfurl:Cache:Stale must not be shorter than Unfurl:Cache:Fresh"]);

    [Fact]
    public void An_excessive_timeout_is_rejected() =>
        ProblemsOf("Unfurl:Resolve:Timeout", "2.00:00:00")
            .ShouldBe(["Unfurl:Resolve:Timeout must not be longer than 01:00:00"]);

    [Theory]
    [InlineData("proxy.acme.com")]
    [InlineData("10.0.0.0/33")]
    [InlineData("*")]
    public void A_trusted_proxy_is_an_address_or_a_range(string value) =>
        ProblemsOf("Unfurl:TrustedProxies:0", value)
            .ShouldBe([
                $"Unfurl:TrustedProxies:0 must be an IP address or a CIDR range such as 10.0.0.0/8; '{value}' is neither",
            ]);

    [Theory]
    [InlineData("Unfurl:TrustedProxies", "10.0.0.0/8")]
    [InlineData("Unfurl:OAuth:RedirectUris", "https://www.notion.so/externalintegrationauthcallback")]
    public void A_list_written_as_one_value_is_rejected(string key, string value) =>
        ProblemsOf(key, value).ShouldBe([$"{key} is a list: set {key}:0, {key}:1, …"]);

    [Theory]
    [InlineData("/callback")]
    [InlineData("http://notion.example/callback")]
    [InlineData("https://user:hidden@notion.example/callback")]
    [InlineData("https://notion.example/callback#here")]
    [InlineData("javascript:alert(1)")]
    public void A_redirect_URI_is_an_absolute_https_URL(string value) =>
        ProblemsOf("Unfurl:OAuth:RedirectUris:0", value)
            .ShouldBe(["Unfurl:OAuth:RedirectUris:0 must be an absolute https URL without user name and fragment"]);

    [Theory]
    [InlineData("Unfurl:Notion:ApiUrl", "api.notion.com", "must be an absolute http(s) URL without user name")]
    [InlineData(
        "Unfurl:Notion:ApiUrl",
        "https://api.notion.com?x=1",
        "must have no query or fragment, e.g. https://api.notion.com"
    )]
    [InlineData("Unfurl:Notion:Version", "latest", "must be a date such as 2026-03-11")]
    public void Wrong_addresses_and_versions_of_Notion_are_reported(string key, string value, string problem) =>
        ProblemsOf(key, value).ShouldBe([$"{key} {problem}"]);

    [Fact]
    public void An_incomplete_client_is_reported_even_in_Development() =>
        Load(new() { ["Unfurl:OAuth:ClientId"] = "notion" }, isDevelopment: true)
            .Problems.ShouldBe([
                "Unfurl:OAuth:ClientSecret is missing: you choose it; paste the same value into Notion's portal",
            ]);

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/etc/hostname")]
    public void A_plugin_folder_that_is_none_is_reported(string path) =>
        ProblemsOf("Unfurl:Plugins:Path", path)
            .ShouldBe(["Unfurl:Plugins:Path must be a folder; there is none of this name"]);

    [Fact]
    public void A_missing_certificate_is_reported() =>
        ProblemsOf("Unfurl:DataProtection:Certificate", Path.Combine(_folder, "none.pfx"))
            .ShouldBe(["Unfurl:DataProtection:Certificate must be the path of a PFX file that exists"]);

    [Fact]
    public void A_certificate_with_a_wrong_password_is_reported()
    {
        var path = Path.Combine(_folder, "unfurl.pfx");
        Certificates.WritePfx(path, "right");
        var settings = Valid("Unfurl:DataProtection:Certificate", path);
        settings["Unfurl:DataProtection:CertificatePassword"] = "wrong";

        var read = Load(settings);

        read.Problems.ShouldBe([
            "Unfurl:DataProtection:Certificate must be a PFX file that Unfurl:DataProtection:CertificatePassword opens",
        ]);
    }

    [Fact]
    public void A_certificate_that_cannot_encrypt_is_reported()
    {
        var path = Path.Combine(_folder, "ec.pfx");
        using var key = ECDsa.Create();
        using var certificate = new CertificateRequest("CN=unfurl", key, HashAlgorithmName.SHA256).CreateSelfSigned(
            TimeProvider.System.GetUtcNow(),
            TimeProvider.System.GetUtcNow().AddDays(1)
        );
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12));

        var problems = ProblemsOf("Unfurl:DataProtection:Certificate", path);

        problems.ShouldBe([
            "Unfurl:DataProtection:Certificate must be a PFX file that holds an RSA certificate with its private key",
        ]);
    }

    [Fact]
    public void A_password_without_its_certificate_is_reported() =>
        ProblemsOf("Unfurl:DataProtection:CertificatePassword", "hidden")
            .ShouldBe([
                "Unfurl:DataProtection:CertificatePassword is set, but Unfurl:DataProtection:Certificate, the path of the PFX file it opens, is not",
            ]);

    private static Dictionary<string, string?> WithConnection(string name, string token) =>
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["Unfurl:PublicUrl"] = "https://unfurl.acme.com",
            [$"Unfurl:Notion:Connections:{name}:Token"] = token,
        };

    private IReadOnlyList<string> ProblemsOf(string key, string value)
    {
        var problems = Load(Valid(key, value)).Problems;
        problems.ShouldAllBe(problem => !problem.Contains("hidden"));
        return problems;
    }

    private static SettingsReader Load(Dictionary<string, string?> settings, bool isDevelopment = false)
    {
        var configuration = Configuration(settings);
        var read = new SettingsReader(configuration.AsEnumerable());
        var options = OptionsLoader.Load(read, isDevelopment, new Uri("http://localhost:8080"));
        var types = new AdapterTypes(
            [new GitHubProviderType()],
            PluginFolders.Load(read, options.Plugins, isDevelopment)
        );
        ProviderLoader.Load(configuration, read, new Uri("http://localhost"), types);
        return read;
    }

    private static IConfiguration Configuration(Dictionary<string, string?> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

    private static Dictionary<string, string?> Valid(string key, string? value) =>
        new(Some.MinimalProductionSettings(), StringComparer.OrdinalIgnoreCase) { [key] = value };
}
