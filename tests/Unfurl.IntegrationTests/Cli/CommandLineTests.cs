using Unfurl.Simulator;
using Unfurl.Simulator.Checks;

namespace Unfurl.IntegrationTests.Cli;

public sealed class CommandLineTests
{
    [Fact]
    public async Task All_checks_are_listed_with_their_sources_and_without_a_service()
    {
        var run = await UnfurlProgram.RunAsync(["simulate", "check", "--list"]);

        run.ExitCode.ShouldBe(0);
        foreach (var check in ServiceChecker.All)
        {
            run.Output.ShouldContain($"{check.Id} (");
            run.Output.ShouldContain(check.Source.Address.AbsoluteUri);
        }
    }

    [Fact]
    public async Task All_usage_errors_are_reported_at_once_with_exit_code_2()
    {
        var run = await UnfurlProgram.RunAsync([
            "simulate",
            "check",
            "--authorize-url",
            "ftp://acme.example/authorize",
            "--listen",
            "https://127.0.0.1:5055/notion",
            "--only",
            "token.nothing",
            "--deny",
            "No",
            "--timeout",
            "0",
            "--json",
            "/nowhere/report.json",
        ]);

        run.ExitCode.ShouldBe(2);
        run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe([
                "--listen must be an http address without a path, e.g. http://127.0.0.1:5055",
                "--authorize-url must be an absolute http(s) URL",
                "--token-url is missing",
                "--unfurl-url is missing",
                "--client-id is missing; the environment variable UNFURL_SIMULATOR_CLIENT_ID may hold it",
                "--client-secret is missing; the environment variable UNFURL_SIMULATOR_CLIENT_SECRET may hold it",
                "--notion-client-id is missing; the environment variable UNFURL_SIMULATOR_NOTION_CLIENT_ID may hold it",
                "--notion-client-secret is missing; the environment variable UNFURL_SIMULATOR_NOTION_CLIENT_SECRET may hold it",
                "there is no check token.nothing: --list prints all",
                "--timeout must be a number of seconds from 1 to 86400",
                "--json: there is no folder for /nowhere/report.json",
                "--deny and --fill belong to --press",
            ]);
    }

    [Theory]
    [InlineData]
    [InlineData("simulate")]
    [InlineData("simulate", "check")]
    public async Task Help_of_every_command_ends_with_an_example(params string[] command)
    {
        var run = await UnfurlProgram.RunAsync([.. command, "--help"]);

        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain(string.Join(' ', ["Usage:\n  unfurl", .. command]));
        run.Output[run.Output.IndexOf("Examples:", StringComparison.Ordinal)..]
            .ShouldContain(string.Join(' ', ["  unfurl", .. command, ""]));
    }

    [Theory]
    [InlineData("simulate", "check", "--nonsense")]
    [InlineData("simulate", "nonsense")]
    [InlineData("nonsense")]
    [InlineData]
    public async Task An_unknown_command_exits_with_2(params string[] arguments)
    {
        var run = await UnfurlProgram.RunAsync(arguments);

        run.ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task Options_of_both_commands_may_stand_before_check()
    {
        var run = await UnfurlProgram.RunAsync([
            "simulate",
            .. Options(new($"http://127.0.0.1:{Ports.Free()}")),
            "check",
        ]);

        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain("/authorize cannot be reached");
    }

    [Fact]
    public async Task An_unreachable_service_exits_with_2()
    {
        var run = await UnfurlProgram.RunAsync([
            "simulate",
            "check",
            .. Options(new($"http://127.0.0.1:{Ports.Free()}")),
        ]);

        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain("/authorize cannot be reached");
    }

    [Fact]
    public async Task A_port_in_use_exits_with_2()
    {
        await using var service = await StubServer.StartAsync(_ => Task.CompletedTask);

        var run = await UnfurlProgram.RunAsync([
            "simulate",
            "check",
            .. Options(service.Url),
            "--listen",
            service.Url.GetLeftPart(UriPartial.Authority),
        ]);

        run.ExitCode.ShouldBe(2, run.Output);
        run.Errors.ShouldContain("--listen");
    }

    [Fact]
    public async Task Checks_without_their_options_are_skipped_with_the_reason()
    {
        await using var service = await StubServer.StartAsync(context =>
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
            return Task.CompletedTask;
        });

        var run = await UnfurlProgram.RunAsync([
            "simulate",
            "check",
            .. Options(service.Url),
            "--access-token",
            "some-token",
            "--only",
            "unfurl.bearer-needed",
            "--only",
            "unfurl.answer",
            "--only",
            "authorize.denied",
        ]);

        run.ExitCode.ShouldBe(0, run.Output);
        run.Output.ShouldContain("ok      unfurl.bearer-needed");
        run.Output.ShouldContain("no link that the account can see was given (--link)");
        run.Output.ShouldContain("authorization is skipped when an access token is given (--access-token)");
        run.Output.ShouldContain("1 passed, 0 failed, 0 recommended and not followed, 0 blocked, 2 skipped");
        run.Output.ShouldNotContain("some-token");
    }

    [Fact]
    public async Task The_simulator_runs_until_it_is_stopped()
    {
        var listen = new Uri($"http://127.0.0.1:{Ports.Free()}");
        using var process = UnfurlProgram.Start([
            "simulate",
            .. Options(new("http://127.0.0.1:1")),
            "--listen",
            listen.AbsoluteUri,
        ]);
        try
        {
            var lines = new List<string>();
            while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            {
                lines.Add(line);
                if (line.Contains("Ctrl+C", StringComparison.Ordinal))
                    break;
            }
            using var http = new HttpClient();

            var user = await new SimulatorClient(http, listen).GetUserAsync("ada");

            user.Connections.ShouldBeEmpty();
            string.Join('\n', lines).ShouldContain($"{listen.AbsoluteUri}connect?user=ada");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    internal static string[] Options(Uri service) =>
        [
            "--authorize-url",
            new Uri(service, "/authorize").AbsoluteUri,
            "--token-url",
            new Uri(service, "/token").AbsoluteUri,
            "--unfurl-url",
            new Uri(service, "/unfurl").AbsoluteUri,
            "--client-id",
            "notion",
            "--client-secret",
            "a-secret",
            "--notion-client-id",
            "connection",
            "--notion-client-secret",
            "another-secret",
        ];
}
