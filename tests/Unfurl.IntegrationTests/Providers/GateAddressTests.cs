using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Unfurl.Adapters;
using Unfurl.Server.Providers.Gate;

namespace Unfurl.IntegrationTests.Providers;

/// <summary>Addresses are judged when a socket would connect to them.</summary>
public sealed class GateAddressTests : IAsyncLifetime
{
    private const string Host = "wiki.example";
    private const string Other = "other.example";

    private StubServer _server = null!;
    private int _calls;

    public async ValueTask InitializeAsync() =>
        _server = await StubServer.StartAsync(context =>
        {
            Interlocked.Increment(ref _calls);
            // The next request opens a connection of its own.
            context.Response.Headers.Connection = "close";
            return context.Response.WriteAsync("A page");
        });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.169.254 127.0.0.1")]
    [InlineData("0.0.0.0 127.0.0.1 fe80::1")]
    public async Task A_declared_origin_is_reached_in_a_private_network(string addresses)
    {
        await using var service = GateService
            .Start(Adapter(new SharedSignIn(new Secret("key"))))
            .Resolve(Host, addresses);

        (await service.Http.GetStringAsync(Page, Cancellation)).ShouldBe("A page");

        service.Logs.Lines.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("169.254.169.254", GateRefusals.LinkLocal)]
    [InlineData("fe80::1", GateRefusals.LinkLocal)]
    [InlineData("fd00:ec2::254", GateRefusals.Metadata)]
    [InlineData("100.100.100.200", GateRefusals.Metadata)]
    [InlineData("0.0.0.0", GateRefusals.Unspecified)]
    [InlineData("::", GateRefusals.Unspecified)]
    [InlineData("::ffff:169.254.169.254", GateRefusals.LinkLocal)]
    [InlineData("64:ff9b::169.254.169.254", GateRefusals.LinkLocal)]
    [InlineData("169.254.1.1 0.0.0.0", GateRefusals.LinkLocal)]
    public async Task No_origin_leads_to_the_machines_own_neighbours(string addresses, string reason)
    {
        await using var service = GateService
            .Start(Adapter(new SharedSignIn(new Secret("key"))))
            .Resolve(Host, addresses);

        await ShouldBeRefusedAsync(service, Page, reason);

        _calls.ShouldBe(0);
    }

    [Fact]
    public async Task A_refusal_is_logged_once_with_the_host_and_without_the_path_and_is_not_repeated()
    {
        await using var service = GateService.Start(Adapter(new SharedSignIn(new Secret("key"))));
        service.Resolve(Host, "169.254.169.254 fe80::1");

        await ShouldBeRefusedAsync(service, new Uri(Page, "/secret?key=secret"), GateRefusals.LinkLocal);

        var line = service.Logs.Lines.ShouldHaveSingleItem();
        (line.Level, line.Reason).ShouldBe((LogLevel.Warning, GateRefusals.LinkLocal));
        line.Text.ShouldContain("of wiki to wiki.example");
        line.Text.ShouldNotContain("secret");
        service.Resolved.ShouldBe([Host]);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://0xa9fea9fe/")]
    [InlineData("http://169.254.43518:8080/")]
    [InlineData("http://[fe80::1]/")]
    [InlineData("http://[FE80:0::1]:8080/")]
    [InlineData("http://[fe80::1%251]/")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    [InlineData("https://[::ffff:a9fe:a9fe]/")]
    public async Task An_origin_that_is_an_address_is_judged_like_a_name(string origin)
    {
        await using var service = GateService.Start(Adapter(new SharedSignIn(new Secret("key")), origin));

        await ShouldBeRefusedAsync(service, new Uri(origin), GateRefusals.LinkLocal);

        service.Resolved.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_instance_without_sign_in_is_private_only_with_listed_workspaces()
    {
        await using var open = GateService.Start(Adapter()).Resolve(Host, "127.0.0.1");
        await using var listed = GateService
            .Start(Adapter(), workspace: "6f1c3a5e-0d2b-4c7e-9a8f-1b2c3d4e5f60")
            .Resolve(Host, "127.0.0.1");

        await ShouldBeRefusedAsync(open, Page, GateRefusals.NeedsWorkspaces);
        _calls.ShouldBe(0);
        open.Logs.Lines.Single().Text.ShouldContain("Unfurl:Notion:Workspaces");
        (await listed.Http.GetStringAsync(Page, Cancellation)).ShouldBe("A page");
    }

    [Fact]
    public async Task In_Development_it_may_run_on_this_machine()
    {
        await using var service = GateService.Start(Adapter(), "Development").Resolve(Host, "10.0.0.5 127.0.0.1");

        (await service.Http.GetStringAsync(Page, Cancellation)).ShouldBe("A page");
    }

    [Fact]
    public async Task A_name_that_changes_its_address_after_a_first_answer_is_judged_again()
    {
        await using var service = GateService.Start(Adapter(), "Development");
        service.Resolve(Host, "127.0.0.1", "10.0.0.5", "127.0.0.1 10.0.0.5");

        (await service.Http.GetStringAsync(Page, Cancellation)).ShouldBe("A page");
        await ShouldBeRefusedAsync(service, Page, GateRefusals.NeedsWorkspaces);
        (await service.Http.GetStringAsync(Page, Cancellation)).ShouldBe("A page");

        _calls.ShouldBe(2);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.5")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("192.168.0.1 fd00::1")]
    public async Task A_host_that_a_page_names_has_no_private_address(string addresses)
    {
        await using var service = GateService.Start(Adapter(), "Development").Resolve(Other, addresses);

        await ShouldBeRefusedAsync(service, new Uri($"https://{Other}/"), GateRefusals.NotPublic);
    }

    [Fact]
    public async Task A_host_that_a_page_names_may_lie_in_the_instances_networks_and_beside_them_not()
    {
        await using var service = GateService.Start(Adapter(), workspace: "w", networks: ["127.45.0.0/16"]);
        // A failed connection is tried once more.
        service.Resolve(Other, "127.46.0.1 127.45.0.1", "127.46.0.1 127.45.0.1", "127.46.0.1");

        // No page comes from there, but the gate lets it connect.
        var connecting = await Should.ThrowAsync<HttpRequestException>(() =>
            service.Http.GetAsync(new Uri($"https://{Other}/"), Cancellation)
        );
        connecting.ShouldNotBeOfType<GateRefusedException>();
        connecting.HttpRequestError.ShouldBeOneOf(
            HttpRequestError.ConnectionError,
            HttpRequestError.SecureConnectionError
        );
        await ShouldBeRefusedAsync(service, new Uri($"https://{Other}/"), GateRefusals.NotPublic);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Uri Page => new($"http://{Host}:{_server.Url.Port}/page");

    private TestAdapter Adapter(SignIn? signIn = null, string? origin = null) =>
        new()
        {
            Origins = [origin is null ? Page : new Uri(origin)],
            SignIn = signIn ?? new NoSignIn(),
            ReachesOtherHosts = true,
        };

    private static async Task ShouldBeRefusedAsync(GateService service, Uri url, string reason)
    {
        var refused = await Should.ThrowAsync<GateRefusedException>(() => service.Http.GetAsync(url, Cancellation));

        refused.Reason.ShouldBe(reason);
    }
}
