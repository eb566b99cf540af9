using Microsoft.AspNetCore.Http;
using Unfurl.IntegrationTests.Cli;
using Unfurl.IntegrationTests.Hosting.Production;
using Unfurl.Server.Hosting;

namespace Unfurl.IntegrationTests.Hosting;

/// <summary>A company's proxy in the environment, which refuses what is not for it.</summary>
public sealed class LoopbackAndProxyTests : IAsyncLifetime
{
    private StubServer _proxy = null!;
    private int _calls;

    public async ValueTask InitializeAsync() =>
        _proxy = await StubServer.StartAsync(context =>
        {
            Interlocked.Increment(ref _calls);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        });

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();

    [Fact]
    public async Task Nothing_that_the_service_asks_of_this_machine_goes_through_the_proxy()
    {
        await using var collector = await OtlpSink.StartAsync();
        await using var service = ServiceProcess.Start(
            [
                .. Variables(),
                new("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url.OriginalString),
                new("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
                new("OTEL_BSP_SCHEDULE_DELAY", "100"),
            ],
            "Development"
        );
        await service.WaitUntilListeningAsync();
        using var browser = new TestBrowser();

        // The lab asks the simulator, which asks the service, which asks the demo's site.
        var page = await browser.OpenAsync(new Uri(service.Url, "/lab?url=https%3A%2F%2Facme.example%2Fitems%2F1"));
        page = await browser.FollowAsync(page, "Connect an account");
        page = await browser.PressAsync(page, "ada ·");
        page = await browser.PressAsync(page, "Allow");

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain("open the page again", customMessage: service.Output);
        await Eventually.TrueAsync(
            () => Task.FromResult(collector.Received("/v1/traces").Length > 0),
            "the collector has received traces"
        );
        (await service.ProbeAsync()).ExitCode.ShouldBe(0);
        _calls.ShouldBe(0);
    }

    [Fact]
    public async Task The_program_reaches_a_service_of_this_machine_past_the_proxy()
    {
        await using var service = await StubServer.StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
            return Task.CompletedTask;
        });

        var run = await UnfurlProgram.RunAsync(
            [
                "simulate",
                "check",
                .. CommandLineTests.Options(service.Url),
                "--access-token",
                "some-token",
                "--only",
                "unfurl.bearer-needed",
            ],
            Variables().Select(variable => KeyValuePair.Create(variable.Key, variable.Value!))
        );

        run.ExitCode.ShouldBe(0, run.Output + run.Errors);
        _calls.ShouldBe(0);
    }

    [Theory]
    [InlineData("http://localhost:8080/", true)]
    [InlineData("https://LOCALHOST/", true)]
    [InlineData("http://localhost./", true)]
    [InlineData("http://notion.localhost:8080/", true)]
    [InlineData("http://127.0.0.1/", true)]
    [InlineData("http://127.255.0.3/", true)]
    [InlineData("http://0x7f.1/", true)]
    [InlineData("http://[::1]:8080/", true)]
    [InlineData("http://[::ffff:127.0.0.1]/", true)]
    [InlineData("http://0.0.0.0:8080/", true)]
    [InlineData("http://[::]:8080/", true)]
    [InlineData("http://128.0.0.1/", false)]
    [InlineData("http://10.0.0.1/", false)]
    [InlineData("http://[fe80::1]/", false)]
    [InlineData("https://notlocalhost/", false)]
    [InlineData("https://localhost.example/", false)]
    [InlineData("https://127.0.0.1.example/", false)]
    [InlineData("https://github.acme.com/", false)]
    public void Only_this_machine_is_reached_past_the_proxy(string url, bool isDirect)
    {
        // Two programs are made of its source, so the compiler does not know which is meant.
        var type = typeof(HealthProbe).Assembly.GetType(
            "Unfurl.Server.Http.Outgoing.LoopbackBypass",
            throwOnError: true
        )!;
        var proxy = (IWebProxy)Activator.CreateInstance(type, new WebProxy("http://proxy.acme.com:3128"))!;

        proxy.IsBypassed(new Uri(url)).ShouldBe(isDirect);
        proxy.GetProxy(new Uri(url)).ShouldBe(isDirect ? null : new Uri("http://proxy.acme.com:3128"));
    }

    private IEnumerable<KeyValuePair<string, string?>> Variables() =>
        ((string[])["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"]).Select(name =>
            KeyValuePair.Create(name, (string?)_proxy.Url.OriginalString)
        );
}
