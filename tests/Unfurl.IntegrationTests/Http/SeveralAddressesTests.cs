using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Http.Outgoing;

namespace Unfurl.IntegrationTests.Http;

public sealed class SeveralAddressesTests : IAsyncLifetime
{
    private const string Host = "several.example";

    private static readonly IPAddress Silent4 = IPAddress.Parse("127.0.0.2");
    private static readonly IPAddress Refusing4 = IPAddress.Parse("127.0.0.3");

    private readonly List<IDisposable> _silent = [];
    private StubServer _provider = null!;
    private int _calls;

    public async ValueTask InitializeAsync() =>
        _provider = await StubServer.StartAsync(context =>
        {
            Interlocked.Increment(ref _calls);
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(
                """{"id": "i", "number": 1, "title": "An item", "visibility": "private"}"""
            );
        });

    public async ValueTask DisposeAsync()
    {
        foreach (var address in _silent)
            address.Dispose();
        await _provider.DisposeAsync();
    }

    // 127.0.0.1 answers, ::1 and 127.0.0.2 are silent, 127.0.0.3 refuses.
    [Theory]
    [InlineData("::1 127.0.0.1")]
    [InlineData("127.0.0.2 127.0.0.1")]
    [InlineData("::1 127.0.0.2 127.0.0.1")]
    [InlineData("127.0.0.3 ::1 127.0.0.1")]
    [InlineData("127.0.0.3 127.0.0.2 127.0.0.3 127.0.0.1")]
    [InlineData("127.0.0.1 ::1")]
    public async Task A_preview_is_shown_when_any_address_of_the_provider_answers(string addresses)
    {
        BeSilent(IPAddress.IPv6Loopback, Silent4);
        await using var service = UnfurlHost.Start(
            TestSettings.Acme(ProviderUrl),
            services: services => services.Replace(ServiceDescriptor.Singleton(Finding(Parse(addresses))))
        );
        var ada = await ConnectedUser.ConnectAsync(
            service,
            "acme",
            "ada",
            new TokenResponse(new Secret("t"), null, null)
        );

        var response = await ada.UnfurlAsync(AcmeUsers.LinkTo("/items/1"));

        response.Title.ShouldBe("An item", service.Logs.ToString());
    }

    [Fact]
    public async Task The_next_address_is_asked_after_a_quarter_of_a_second_and_not_before()
    {
        BeSilent(IPAddress.IPv6Loopback);
        var clock = new TestClock();
        using var http = Client(clock, IPAddress.IPv6Loopback, IPAddress.Loopback);

        var response = http.GetAsync(ProviderUrl, Cancellation);
        await Eventually.TrueAsync(() => clock.WaitingTimers == 1);
        clock.Advance(TimeSpan.FromMilliseconds(249));
        response.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromMilliseconds(1));

        (await response).StatusCode.ShouldBe(HttpStatusCode.OK);
        clock.WaitingTimers.ShouldBe(0);
    }

    [Fact]
    public async Task The_families_take_turns()
    {
        var clock = new TestClock();
        await using var six = await StubServer.StartAsync(_ => Task.CompletedTask, IPAddress.IPv6Loopback);
        var silent = new[] { Silent4, IPAddress.Parse("127.0.0.4") };
        foreach (var address in silent)
            _silent.Add(new SilentAddress(address, six.Url.Port));
        using var http = Client(clock, [.. silent, IPAddress.IPv6Loopback]);

        var response = http.GetAsync(new Uri($"http://{Host}:{six.Url.Port}/"), Cancellation);
        await Eventually.TrueAsync(() => clock.WaitingTimers == 1);
        clock.Advance(TimeSpan.FromMilliseconds(250));

        (await response).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_refusal_leads_to_the_next_address_at_once()
    {
        var clock = new TestClock();
        using var http = Client(clock, Refusing4, IPAddress.IPv6Loopback, IPAddress.Loopback);

        var response = await http.GetAsync(ProviderUrl, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task When_all_refuse_the_call_fails_like_one_to_a_single_address()
    {
        using var several = Client(new TestClock(), Refusing4, IPAddress.IPv6Loopback);
        using var single = Client(new TestClock(), Refusing4);

        foreach (var http in new[] { several, single })
        {
            var exception = await Should.ThrowAsync<HttpRequestException>(() =>
                http.GetAsync(ProviderUrl, Cancellation)
            );

            exception.HttpRequestError.ShouldBe(HttpRequestError.ConnectionError);
            exception
                .InnerException.ShouldBeOfType<SocketException>()
                .SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
        }
        _calls.ShouldBe(0);
    }

    [Fact]
    public async Task A_host_without_an_address_is_a_failure_of_its_name()
    {
        using var http = Client(new TestClock());

        var exception = await Should.ThrowAsync<HttpRequestException>(() => http.GetAsync(ProviderUrl, Cancellation));

        exception.HttpRequestError.ShouldBe(HttpRequestError.NameResolutionError);
    }

    [Fact]
    public async Task A_call_that_is_given_up_ends_while_all_addresses_are_silent()
    {
        BeSilent(IPAddress.IPv6Loopback, Silent4);
        var clock = new TestClock();
        using var http = Client(clock, IPAddress.IPv6Loopback, Silent4);
        using var gaveUp = new CancellationTokenSource();

        var response = http.GetAsync(ProviderUrl, gaveUp.Token);
        await Eventually.TrueAsync(() => clock.WaitingTimers == 1);
        clock.Advance(TimeSpan.FromSeconds(1));
        await gaveUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(response);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Uri ProviderUrl => new($"http://{Host}:{_provider.Url.Port}/");

    private void BeSilent(params IPAddress[] addresses)
    {
        foreach (var address in addresses)
            _silent.Add(new SilentAddress(address, _provider.Url.Port));
    }

    // Without the service's limit on connecting, which is in real time.
    private static HttpClient Client(TimeProvider time, params IPAddress[] addresses) =>
        new(
            new SocketsHttpHandler
            {
                UseProxy = false,
                ConnectCallback = new HostConnection(Finding(addresses), time).OpenAsync,
            }
        );

    private static FindAddresses Finding(IPAddress[] addresses) =>
        (host, _) => host == Host ? Task.FromResult(addresses) : throw new InvalidOperationException(host);

    private static IPAddress[] Parse(string addresses) => [.. addresses.Split(' ').Select(IPAddress.Parse)];
}
