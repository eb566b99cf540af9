using Unfurl.Simulator.Checks;
using Unfurl.Testing.Browsing;

namespace Unfurl.Tests.Simulator.Checks;

/// <summary>What holds for a whole run, whatever single checks find.</summary>
public sealed class CheckRunTests
{
    [Fact]
    public async Task A_hanging_check_is_cancelled_and_the_others_run()
    {
        await using var world = await CheckFixture.StartAsync("hangs");

        var results = await world.RunAsync("token.unknown-code", "token.post-only", "token.media-type");

        results
            .Select(result => (result.Check.Id, result.Outcome))
            .ShouldBe([
                ("token.unknown-code", CheckOutcome.Passed),
                ("token.post-only", CheckOutcome.Failed),
                ("token.media-type", CheckOutcome.Passed),
            ]);
        results[1].Reasons.ShouldBe(["it did not finish within 60 seconds"]);
    }

    [Fact]
    public async Task Secrets_that_the_service_repeats_are_not_reported()
    {
        await using var world = await CheckFixture.StartAsync("repeats-secrets");

        var results = await world.RunAsync("token.unknown-code");

        results.Single().Reasons.ShouldBe(["with a made-up code: the error is '••••', not invalid_grant"]);
    }

    [Fact]
    public async Task A_blocked_check_is_neither_passed_nor_skipped()
    {
        await using var world = await CheckFixture.StartAsync("authorize.allowed");

        var results = await world.RunAsync("unfurl.title");

        results.Single().Outcome.ShouldBe(CheckOutcome.Blocked);
        results.Single().Reasons.ShouldBe(["there is no code: see authorize.allowed"]);
    }

    [Fact]
    public async Task Without_a_deny_button_the_denial_checks_are_skipped()
    {
        await using var world = await CheckFixture.StartAsync();
        world.Options = world.Options with { CanDeny = false };

        var results = await world.RunAsync("authorize.denied", "authorize.allowed");

        results.Select(result => result.Outcome).ShouldBe([CheckOutcome.Skipped, CheckOutcome.Passed]);
    }

    [Fact]
    public async Task A_user_can_finish_in_their_own_browser()
    {
        await using var world = await CheckFixture.StartAsync();
        var asked = new List<string>();
        world.Options = world.Options with
        {
            UserAgent = null,
            Prompt = text =>
            {
                asked.Add(text.Contains("DENY", StringComparison.Ordinal) ? "deny" : "allow");
                _ = FinishAsync(new Uri(text.Split('\n')[1]), asked[^1]);
            },
        };

        var results = await world.RunAsync();

        asked.ShouldBe(["refuse", "allow", "allow"]);
        results.Where(result => result.Outcome is CheckOutcome.Failed or CheckOutcome.Blocked).ShouldBeEmpty();
        // Only the browser that presses the buttons sees pages and statuses.
        results
            .Where(result => result.Outcome == CheckOutcome.Skipped)
            .Select(result => result.Check.Id)
            .ShouldBe([
                "authorize.consent-before-exchange",
                "authorize.redirect-status",
                "authorize.framing",
                "authorize.content-security-policy",
                "authorize.referrer-policy",
            ]);
    }

    [Fact]
    public async Task Waiting_for_a_user_is_bounded()
    {
        await using var world = await CheckFixture.StartAsync();
        world.Options = world.Options with
        {
            UserAgent = null,
            Prompt = _ => world.Clock.Advance(TimeSpan.FromMinutes(6)),
        };

        var results = await world.RunAsync("authorize.allowed", "token.answer");

        results[0].Reasons.ShouldBe(["no callback at the redirect URI in time"]);
        results[1].Outcome.ShouldBe(CheckOutcome.Blocked);
    }

    [Fact]
    public async Task The_scripted_browser_accepts_a_redirect_URI_elsewhere()
    {
        await using var world = await CheckFixture.StartAsync();
        var real = new Uri("https://www.notion.so/externalintegrationauthcallback");
        world.Service.RedirectUri = real;
        world.Options = world.Options with { Simulator = world.Options.Simulator with { RedirectUri = real } };

        var results = await world.RunAsync();

        results.Where(result => result.Outcome != CheckOutcome.Passed).ShouldBeEmpty();
    }

    private static async Task FinishAsync(Uri start, string answer)
    {
        using var browser = new TestBrowser();
        var page = await browser.OpenAsync(start);
        page = await browser.SubmitAsync(
            new Uri(page.Address, "/signin"),
            [new("login", "ada"), new("password", FaultyService.Password)]
        );
        await browser.SubmitAsync(new Uri(page.Address, $"/{(answer == "allow" ? "allow" : "deny")}"), []);
    }
}
