using System.Net.Sockets;

namespace Unfurl.IntegrationTests.Hosting;

/// <summary><c>--health</c> beside the service, as a container runs it.</summary>
public sealed class HealthProbeTests
{
    private const string Ready = """{"status":"healthy","checks":{"storage":"healthy"}}""";

    private readonly int _port = Ports.Free();

    [Fact]
    public async Task It_asks_the_address_of_ASPNETCORE_URLS_whatever_the_host()
    {
        await ShouldBeReadyAsync(
            new() { ["ASPNETCORE_URLS"] = $"http://unfurl.example:{_port};http://[::1]:{Ports.Free()}" }
        );
    }

    [Fact]
    public Task It_asks_the_ports_of_ASPNETCORE_HTTP_PORTS() =>
        ShouldBeReadyAsync(new() { ["ASPNETCORE_URLS"] = null, ["ASPNETCORE_HTTP_PORTS"] = $"{_port};{Ports.Free()}" });

    [Fact]
    public Task It_asks_Kestrels_endpoints_which_win_over_the_addresses() =>
        ShouldBeReadyAsync(new() { ["Kestrel:Endpoints:Inside:Url"] = $"http://*:{_port}" });

    [Fact]
    public Task It_prefers_plain_HTTP_among_several_endpoints() =>
        ShouldBeReadyAsync(
            new()
            {
                ["Kestrel:Endpoints:A:Url"] = $"https://*:{Ports.Free()}",
                ["Kestrel:Endpoints:A:ClientCertificateMode"] = "RequireCertificate",
                ["Kestrel:Endpoints:B:Url"] = $"http://*:{_port}",
            },
            hasCertificate: true
        );

    [Fact]
    public Task It_accepts_the_services_own_certificate_and_asks_for_the_public_name() =>
        ShouldBeReadyAsync(
            new()
            {
                ["ASPNETCORE_URLS"] = null,
                ["ASPNETCORE_HTTPS_PORTS"] = $"{_port}",
                ["AllowedHosts"] = "unfurl.acme.example",
            },
            hasCertificate: true
        );

    [Fact]
    public Task It_speaks_HTTP_2_to_an_endpoint_that_knows_nothing_else() =>
        ShouldBeReadyAsync(
            new()
            {
                ["Kestrel:Endpoints:Inside:Url"] = $"http://127.0.0.1:{_port}",
                ["Kestrel:Endpoints:Inside:Protocols"] = "Http2",
            }
        );

    [Fact]
    public async Task It_asks_a_Unix_socket()
    {
        var folder = Directory.CreateTempSubdirectory("unfurl-socket-").FullName;

        await ShouldBeReadyAsync(new() { ["ASPNETCORE_URLS"] = $"http://unix:{folder}/unfurl.sock" });

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task It_asks_where_the_options_of_the_running_service_say()
    {
        await using var service = ServiceProcess.Start(
            Some.MinimalProductionSettings(),
            arguments: ["--urls", $"http://127.0.0.1:{_port}"]
        );
        await service.WaitUntilListeningAsync();

        (await service.ProbeAsync()).ShouldBe((0, $"{Ready}\n", ""));
        (await service.ProbeAsync("--urls", $"http://127.0.0.1:{_port}")).ShouldBe((0, $"{Ready}\n", ""));
        var (exitCode, _, errors) = await service.ProbeAsync("--urls", $"http://127.0.0.1:{Ports.Free()}");
        exitCode.ShouldBe(1);
        errors.ShouldContain("does not respond");
    }

    [Fact]
    public async Task It_says_when_it_cannot_know_where_to_ask()
    {
        await using var service = ServiceProcess.Start([
            .. Some.MinimalProductionSettings(),
            new("ASPNETCORE_URLS", "http://127.0.0.1:0"),
        ]);
        await service.WaitUntilListeningAsync();

        var (exitCode, output, errors) = await service.ProbeAsync();

        (exitCode, output).ShouldBe((1, ""));
        errors.ShouldBe(
            """
            ASPNETCORE_URLS leaves the port to the system, so it is not known where to ask.
            Give --health the settings and options with which the service was started, e.g. --health --urls http://+:8080.

            """
        );
    }

    [Fact]
    public async Task It_says_within_its_limit_that_the_service_hangs()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}";
        // Ends at once, and leaves its folder and environment to the probe.
        await using var service = ServiceProcess.Start([new("ASPNETCORE_URLS", url)]);

        var (exitCode, _, errors) = await service.ProbeAsync();

        exitCode.ShouldBe(1);
        errors.ShouldContain($"{url} does not respond within 8 seconds.");
    }

    private static async Task ShouldBeReadyAsync(Dictionary<string, string?> addresses, bool hasCertificate = false)
    {
        var settings = Some.MinimalProductionSettings();
        foreach (var (key, value) in addresses)
            settings[key] = value;
        var pfx = Path.GetTempFileName();
        if (hasCertificate)
        {
            Certificates.WritePfx(pfx, "password");
            settings["Kestrel:Certificates:Default:Path"] = pfx;
            settings["Kestrel:Certificates:Default:Password"] = "password";
        }
        await using var service = ServiceProcess.Start(settings);
        await service.WaitUntilListeningAsync();

        (int ExitCode, string Output, string Errors) probe = default;
        // A busy machine may need more than the probe's limit for its first answer.
        await Eventually.TrueAsync(
            async () => (probe = await service.ProbeAsync()).ExitCode == 0,
            "the probe finds the service ready",
            TimeSpan.FromMinutes(1)
        );

        File.Delete(pfx);
        probe.ShouldBe((0, $"{Ready}\n", ""));
    }
}
