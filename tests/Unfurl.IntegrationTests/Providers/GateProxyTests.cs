using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Unfurl.Adapters;
using Unfurl.Server.Providers.Gate;

namespace Unfurl.IntegrationTests.Providers;

/// <summary>
/// Through a company's proxy, which is on loopback here: its own address is let through, for https, where the client opens a
/// tunnel, as for http, where the proxy gets the request.
/// </summary>
public sealed class GateProxyTests : IAsyncLifetime
{
    private readonly PrivateAuthority _authority = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private StubServer _server = null!;
    private StubServer _httpProxy = null!;
    private CompanyProxy _proxy = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await StubServer.StartAsync(
            context => context.Response.WriteAsync("A page"),
            certificate: _authority.Issue("other.example", "wiki.example", "second.example")
        );
        _proxy = new CompanyProxy(_server.Url, "unfurl", "password");
        _httpProxy = await StubServer.StartAsync(context =>
        {
            _requests.Enqueue($"{context.Request.Host}");
            return context.Response.WriteAsync("A page by the proxy");
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _server.DisposeAsync();
        await _httpProxy.DisposeAsync();
        _authority.Dispose();
    }

    [Theory]
    [InlineData("https://other.example/page")]
    [InlineData("https://wiki.example/page")]
    public async Task A_name_is_reached_by_a_tunnel(string url)
    {
        await using var service = Start(CompanyProxy, "https://wiki.example");

        (await service.Http.GetStringAsync(new Uri(url), Cancellation)).ShouldBe("A page");

        _proxy.Targets.ShouldBe([$"{new Uri(url).Host}:443"]);
        service.Resolved.ShouldAllBe(name => name == "127.0.0.1");
        service.Logs.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task Several_hosts_are_reached_by_one_proxy()
    {
        await using var service = Start(CompanyProxy, "https://wiki.example");

        foreach (var host in new[] { "other.example", "second.example", "wiki.example", "other.example" })
            (await service.Http.GetStringAsync(new Uri($"https://{host}/"), Cancellation)).ShouldBe("A page");

        _proxy.Targets.Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task An_origin_by_http_is_asked_for_by_the_proxy()
    {
        await using var service = Start(HttpProxy, "http://wiki.example:8080");

        var page = await service.Http.GetStringAsync(new Uri("http://wiki.example:8080/page"), Cancellation);

        page.ShouldBe("A page by the proxy");
        _requests.ShouldBe(["wiki.example:8080"]);
    }

    [Fact]
    public async Task The_proxy_itself_may_have_a_name_with_a_private_address()
    {
        await using var service = Start(
            new WebProxy($"http://proxy.example:{_httpProxy.Url.Port}"),
            "http://wiki.example:8080"
        );
        service.Resolve("proxy.example", "127.0.0.1");

        await service.Http.GetStringAsync(new Uri("http://wiki.example:8080/page"), Cancellation);

        service.Resolved.ShouldBe(["proxy.example"]);
    }

    [Fact]
    public async Task The_proxy_may_be_an_IPv6_address()
    {
        await using var proxy = await StubServer.StartAsync(_ => Task.CompletedTask, IPAddress.IPv6Loopback);
        await using var service = Start(new WebProxy(proxy.Url), "http://wiki.example:8080");

        using var response = await service.Http.GetAsync(new Uri("http://wiki.example:8080/page"), Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("https://10.1.2.3/", GateRefusals.AddressAsName)]
    [InlineData("https://8.8.8.8/", GateRefusals.AddressAsName)]
    [InlineData("https://8.8.8.8./", GateRefusals.AddressAsName)]
    [InlineData("https://[fd00::1]/", GateRefusals.AddressAsName)]
    [InlineData("https://intranet/", GateRefusals.LocalName)]
    [InlineData("https://metadata.google.internal/", GateRefusals.LocalName)]
    [InlineData("http://other.example/", GateRefusals.NotHttps)]
    [InlineData("https://other.example:8443/", GateRefusals.NotPort443)]
    public async Task What_is_no_public_name_does_not_reach_the_proxy(string url, string reason)
    {
        await using var service = Start(CompanyProxy, "https://wiki.example");

        var refused = await Should.ThrowAsync<GateRefusedException>(() =>
            service.Http.GetAsync(new Uri(url), Cancellation)
        );

        refused.Reason.ShouldBe(reason);
        _proxy.Targets.ShouldBeEmpty();
    }

    // LoopbackBypass leads it past the proxy, to where its address is judged.
    [Theory]
    [InlineData("https://localhost/")]
    [InlineData("https://wiki.localhost/")]
    public async Task This_machine_is_not_reached_past_the_proxy(string url)
    {
        await using var service = Start(CompanyProxy, "https://wiki.example");
        service.Resolve(new Uri(url).Host, "127.0.0.1");

        var refused = await Should.ThrowAsync<GateRefusedException>(() =>
            service.Http.GetAsync(new Uri(url), Cancellation)
        );

        refused.Reason.ShouldBe(GateRefusals.NotPublic);
        _proxy.Targets.ShouldBeEmpty();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WebProxy CompanyProxy =>
        new($"http://{_proxy.Authority}") { Credentials = new NetworkCredential("unfurl", "password") };

    private WebProxy HttpProxy => new(_httpProxy.Url);

    // In Production, where an address of this machine is refused to an instance without sign-in.
    private GateService Start(WebProxy proxy, string origin) =>
        GateService.Start(
            new TestAdapter { Origins = [new Uri(origin)], ReachesOtherHosts = true },
            proxy: proxy,
            authority: _authority
        );
}
