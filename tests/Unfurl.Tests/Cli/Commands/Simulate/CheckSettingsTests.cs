using System.CommandLine;
using Unfurl.Cli.Commands.Simulate;

namespace Unfurl.Tests.Cli.Commands.Simulate;

public sealed class CheckSettingsTests
{
    private const string NotionsOwn = "https://www.notion.so/externalintegrationauthcallback";

    private static readonly string[] Service =
    [
        "--authorize-url=https://acme.example/authorize",
        "--token-url=https://acme.example/token",
        "--unfurl-url=https://acme.example/unfurl",
        "--client-id=a",
        "--client-secret=b",
        "--notion-client-id=c",
        "--notion-client-secret=d",
    ];

    [Fact]
    public void A_wildcard_listener_is_addressed_by_loopback()
    {
        var (request, _) = Read("--listen=http://0.0.0.0:7000");

        request!.Options.Listen.ShouldBe(new Uri("http://0.0.0.0:7000"));
        request.Options.Simulator.RedirectUri.ShouldBe(
            new Uri("http://127.0.0.1:7000/externalintegrationauthcallback")
        );
    }

    [Fact]
    public void Only_the_scripted_browser_allows_a_redirect_URI_elsewhere()
    {
        var (_, problems) = Read($"--redirect-uri={NotionsOwn}");
        var (request, none) = Read($"--redirect-uri={NotionsOwn}", "--press=Allow");

        problems.ShouldBe([
            "--redirect-uri must be below --listen, where a person's browser returns; only --press does not need it",
        ]);
        none.ShouldBeEmpty();
        request!.Options.CanDeny.ShouldBeFalse();
    }

    [Fact]
    public void A_field_whose_variable_is_not_set_is_a_problem()
    {
        var (_, problems) = Read("--press=Allow", "--fill", "password=env:UNFURL_TESTS_NEVER_SET", "--fill", "login");

        problems.ShouldBe(["--fill password: the environment variable is not set", "--fill must be NAME=VALUE"]);
    }

    [Fact]
    public void A_group_of_checks_can_be_run_without_one_of_them()
    {
        var (request, _) = Read("--only=refresh.*", "--skip=refresh.works");

        request!
            .Selected.Select(check => check.Id)
            .ShouldBe(["refresh.unknown-token", "refresh.client-bound", "refresh.no-store", "refresh.earlier-token"]);
    }

    private static (CheckRequest? Request, List<string> Problems) Read(params string[] more)
    {
        var settings = new CheckSettings(new ServiceSettings());
        var command = new RootCommand();
        foreach (var option in settings.All)
            command.Options.Add(option);
        var problems = new List<string>();
        return (settings.Read(command.Parse([.. Service, .. more]), problems), problems);
    }
}
