using System.Net;
using Microsoft.Extensions.Logging;
using Unfurl.Adapters;
using Unfurl.Server.Providers;
using Unfurl.Server.Providers.Gate;
using Unfurl.Testing;

namespace Unfurl.Tests.Providers.Gate;

public sealed class GateHandlerTests : IDisposable
{
    private readonly CapturedLogs _logs = new();
    private readonly List<HttpRequestMessage> _sent = [];

    public void Dispose() => _logs.Dispose();

    [Theory]
    [InlineData("http://wiki.acme.com:8080/any/path?q=1")]
    [InlineData("HTTP://WIKI.ACME.COM:8080/")]
    [InlineData("https://bücher.acme.com/")]
    [InlineData("https://xn--bcher-kva.acme.com/")]
    [InlineData("https://sso.acme.com/elsewhere")]
    [InlineData("https://other.example/")]
    [InlineData("https://other.example:443/")]
    public async Task A_declared_origin_and_any_name_under_https_are_reached(string url)
    {
        await SendAsync(url);

        _sent.ShouldHaveSingleItem();
        _logs.Lines.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http://other.example/", GateRefusals.NotHttps)]
    [InlineData("http://wiki.acme.com/", GateRefusals.NotHttps)]
    [InlineData("ftp://other.example/", GateRefusals.NotHttps)]
    [InlineData("https://other.example:8443/", GateRefusals.NotPort443)]
    [InlineData("https://wiki.acme.com:8080/", GateRefusals.NotPort443)]
    [InlineData("https://user@other.example/", GateRefusals.UserInfo)]
    [InlineData("https://user:password@other.example/", GateRefusals.UserInfo)]
    [InlineData("http://user@wiki.acme.com:8080/", GateRefusals.UserInfo)]
    public async Task Nothing_else_is_sent(string url, string reason)
    {
        var refused = await Should.ThrowAsync<GateRefusedException>(() => SendAsync(url));

        (refused.Reason, refused.HttpRequestError).ShouldBe((reason, HttpRequestError.ConnectionError));
        _sent.ShouldBeEmpty();
    }

    // Uri itself reads most of these as 127.0.0.1, 10.0.0.1 and 169.254.169.254.
    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("127.0.0.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f000001")]
    [InlineData("0x7f.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("017700000001")]
    [InlineData("127.1")]
    [InlineData("10.1")]
    [InlineData("0xa9fea9fe")]
    [InlineData("169.254.43518")]
    [InlineData("127.0.0.1.")]
    [InlineData("2130706433.")]
    [InlineData("0x7f.1.")]
    [InlineData("1.2.3.4.5")]
    [InlineData("host.0x7f")]
    [InlineData("127.0.0.1%2E")]
    [InlineData("１２７.０.０.１")]
    [InlineData("127。0。0。1")]
    [InlineData("[::1]")]
    [InlineData("[::]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[fe80::1%25eth0]")]
    [InlineData("[fe80::1%eth0]")]
    [InlineData("[2606:4700::1111]")]
    public async Task An_address_instead_of_a_name_is_refused_in_every_form(string host)
    {
        // What .NET does not read at all is sent nowhere either. Without ICU, digits of other scripts are letters of a name.
        if (
            !Uri.TryCreate($"https://{host}/", UriKind.Absolute, out var url)
            || url.IdnHost.StartsWith("xn--", StringComparison.Ordinal)
        )
            return;

        var refused = await Should.ThrowAsync<GateRefusedException>(() => SendAsync(url.OriginalString));

        refused.Reason.ShouldBe(GateRefusals.AddressAsName);
        _sent.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("https://other.example/")]
    [InlineData("https://wiki.acme.com:8080/")]
    [InlineData("http://wiki.acme.com/")]
    [InlineData("http://wiki.acme.com.:8080/")]
    [InlineData("/relative")]
    public async Task An_adapter_that_declares_no_other_hosts_fails_there(string url)
    {
        await Should.ThrowAsync<UndeclaredOriginException>(() => SendAsync(url, reachesOtherHosts: false));

        _sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refusal_is_logged_once_without_the_path()
    {
        await Should.ThrowAsync<GateRefusedException>(() => SendAsync("http://other.example/secret?key=secret#secret"));

        var line = _logs.Lines.ShouldHaveSingleItem();
        (line.Level, line.Reason).ShouldBe((LogLevel.Warning, GateRefusals.NotHttps));
        line.Text.ShouldContain("wiki");
        line.Text.ShouldContain("other.example");
        line.Text.ShouldNotContain("secret");
    }

    [Fact]
    public async Task An_adapter_cannot_open_a_tunnel()
    {
        var refused = await Should.ThrowAsync<GateRefusedException>(() =>
            SendAsync("https://other.example/", change: request => request.Method = new HttpMethod("connect"))
        );

        refused.Reason.ShouldBe(GateRefusals.Connect);
    }

    [Fact]
    public async Task HTTP_3_which_connects_past_the_gate_is_not_asked_for()
    {
        await SendAsync(
            "https://other.example/",
            change: request =>
            {
                request.Version = HttpVersion.Version30;
                request.VersionPolicy = HttpVersionPolicy.RequestVersionOrHigher;
            }
        );

        var sent = _sent.ShouldHaveSingleItem();
        (sent.Version, sent.VersionPolicy).ShouldBe((HttpVersion.Version20, HttpVersionPolicy.RequestVersionOrLower));
    }

    [Theory]
    [InlineData("https://other.example/", null)]
    [InlineData("https://wiki/", GateRefusals.LocalName)]
    [InlineData("https://wiki./", GateRefusals.LocalName)]
    [InlineData("https://metadata.google.internal/", GateRefusals.LocalName)]
    [InlineData("https://METADATA.GOOGLE.INTERNAL./", GateRefusals.LocalName)]
    [InlineData("https://printer.local/", GateRefusals.LocalName)]
    [InlineData("https://nas.home.arpa/", GateRefusals.LocalName)]
    [InlineData("https://internal.example/", null)]
    // The operator's own.
    [InlineData("http://wiki.acme.com:8080/", null)]
    public async Task Through_a_proxy_public_names_pass(string url, string? reason)
    {
        var proxy = new WebProxy("http://proxy.acme.com:3128");

        if (reason is null)
            await SendAsync(url, proxy: proxy);
        else
            (await Should.ThrowAsync<GateRefusedException>(() => SendAsync(url, proxy: proxy))).Reason.ShouldBe(reason);

        _sent.Count.ShouldBe(reason is null ? 1 : 0);
    }

    [Theory]
    [InlineData("http://10.0.0.5:8080/", GateRefusals.NeedsWorkspaces)]
    [InlineData("http://169.254.169.254/", GateRefusals.LinkLocal)]
    [InlineData("http://wiki/", GateRefusals.LocalName)]
    [InlineData("http://8.8.8.8:8080/", null)]
    [InlineData("http://wiki.acme.com/", null)]
    public async Task Through_a_proxy_an_instance_that_is_open_to_strangers_is_public_too(string origin, string? reason)
    {
        var sending = SendAsync(
            origin,
            proxy: new WebProxy("http://proxy.acme.com:3128"),
            isOpen: true,
            origins: origin
        );

        if (reason is null)
            await sending;
        else
            (await Should.ThrowAsync<GateRefusedException>(sending)).Reason.ShouldBe(reason);
    }

    [Fact]
    public async Task A_proxy_that_leaves_the_name_to_the_client_is_not_used_for_other_hosts()
    {
        var refused = await Should.ThrowAsync<GateRefusedException>(() =>
            SendAsync("https://other.example/", proxy: new WebProxy("socks4://proxy.acme.com:1080"))
        );

        refused.Reason.ShouldBe(GateRefusals.LocalName);
    }

    private async Task SendAsync(
        string url,
        bool reachesOtherHosts = true,
        IWebProxy? proxy = null,
        bool isOpen = false,
        Action<HttpRequestMessage>? change = null,
        params string[] origins
    )
    {
        var adapter = new TestAdapter
        {
            Origins =
            [
                .. (origins is [] ? ["http://wiki.acme.com:8080", "https://bücher.acme.com/api"] : origins).Select(
                    origin => new Uri(origin)
                ),
            ],
            ReachesOtherHosts = reachesOtherHosts,
            SignIn = new OAuthSignIn
            {
                AuthorizationEndpoint = new Uri("https://sso.acme.com/authorize"),
                TokenEndpoint = new Uri("https://sso.acme.com/token"),
                ClientId = "id",
                ClientSecret = new Secret("secret"),
                Identify = (_, _) => throw new InvalidOperationException(),
            },
        };
        var rules = new GateRules(
            new ConfiguredProvider("wiki", ["wiki.acme.com"], "Test", adapter),
            proxy ?? new WebProxy(),
            isOpen,
            isDevelopment: false
        );
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(_logs));
        using var gate = new GateHandler(rules, factory.CreateLogger<GateHandler>())
        {
            InnerHandler = new Recorder(_sent),
        };
        using var invoker = new HttpMessageInvoker(gate);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url, UriKind.RelativeOrAbsolute));
        change?.Invoke(request);
        using var response = await invoker.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private sealed class Recorder(List<HttpRequestMessage> sent) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            sent.Add(request);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
        }
    }
}
