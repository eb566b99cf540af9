using Microsoft.Extensions.Configuration;
using Unfurl.Server.Configuration;

namespace Unfurl.IntegrationTests.Configuration;

public sealed class ListenAddressesTests
{
    [Theory]
    [InlineData("http://localhost:5000", "")]
    [InlineData("http://localhost:80", "urls=http://+:80")]
    [InlineData("http://localhost:80", "urls=http://*")]
    [InlineData("http://localhost:8080", "urls=http://0.0.0.0:8080/")]
    [InlineData("http://localhost:8080", "urls=http://[::]:8080")]
    [InlineData("http://localhost:8080", "urls=http://unfurl.acme.com:8080")]
    [InlineData("http://10.1.2.3:8080", "urls=http://10.1.2.3:8080")]
    [InlineData("http://[::1]:8080 https://localhost:443", "urls= http://[::1]:8080 ;; https://+ ")]
    [InlineData("http://localhost:8080 http://localhost:9090", "http_ports=8080;9090")]
    [InlineData("https://localhost:8443", "https_ports=8443")]
    [InlineData("http://localhost:8080 https://localhost:8443", "http_ports=8080", "https_ports=8443")]
    [InlineData("http://localhost:9000", "urls=http://+:9000", "http_ports=8080", "https_ports=8443")]
    [InlineData("http://localhost:7000", "urls=http://+:9000", "Kestrel:Endpoints:A:Url=http://*:7000")]
    [InlineData(
        "http://localhost:9000",
        "urls=http://+:9000",
        "Kestrel:Endpoints:A:Url=http://*:7000",
        "preferHostingUrls=true"
    )]
    [InlineData("http://localhost:7000", "Kestrel:Endpoints:A:Url=http://*:7000", "preferHostingUrls=true")]
    public void The_addresses_are_those_that_Kestrel_takes(string expected, params string[] settings)
    {
        ListenAddresses.TryRead(Configuration(settings), out var addresses, out _).ShouldBeTrue();

        string.Join(' ', addresses.Select(address => address.Url.OriginalString)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("ASPNETCORE_URLS", "urls=nonsense")]
    [InlineData("ASPNETCORE_URLS", "urls=ftp://+:80")]
    [InlineData("ASPNETCORE_URLS", "urls=http://+:80/unfurl")]
    [InlineData("ASPNETCORE_URLS", "urls=http://+:80;http://")]
    [InlineData("ASPNETCORE_URLS", "urls=http://a b:80")]
    [InlineData("ASPNETCORE_HTTP_PORTS", "http_ports=eighty")]
    [InlineData("ASPNETCORE_HTTPS_PORTS", "http_ports=80", "https_ports=99999")]
    [InlineData("Kestrel:Endpoints:A:Url", "Kestrel:Endpoints:A:Url=8080")]
    [InlineData(
        "Kestrel:Endpoints:B:Url",
        "Kestrel:Endpoints:A:Url=http://+:80",
        "Kestrel:Endpoints:B:Protocols=Http1"
    )]
    public void A_wrong_address_is_reported_with_its_key(string key, params string[] settings)
    {
        ListenAddresses.TryRead(Configuration(settings), out _, out var wrongKey).ShouldBeFalse();

        wrongKey.ShouldBe(key);
    }

    private static IConfiguration Configuration(string[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(
                settings
                    .Where(setting => setting.Length > 0)
                    .Select(setting => setting.Split('=', 2))
                    .Select(parts => KeyValuePair.Create(parts[0], (string?)parts[1]))
            )
            .Build();
}
