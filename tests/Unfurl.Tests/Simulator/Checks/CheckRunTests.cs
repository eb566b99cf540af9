using Unfurl.Simulator.Checks;
using Unfurl.Testing.Browsing;

namespace Unfurl.Tests.Simulator.Checks;

public sealed class CheckRunTests
{
    [Fact]
    public async Task A_hanging_check_is_cancelled_and_the_others_run()
    {
        await using var fixture = await CheckFixture.StartAsync("hangs");

        var results = await fixture.RunAsync("token.unknown-code", "token.post-only", "token.media-type");

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
        await using var fixture = await CheckFixture.StartAsync("repeats-secrets");

        var results = await fixture.RunAsync("token.unknown-code");

        results.Single().Reasons.ShouldBe(["with a made-up code: the error is '••••', not invalid_grant"]);
    }

    [Fact]
    public async Task A_blocked_check_is_neither_passed_nor_skipped()
    {
        await using var fixture = await CheckFixture.StartAsync("authorize.allowed");

        var results = await fixture.RunAsync("unfurl.title");

        results.Single().Outcome.ShouldBe(CheckOutcome.Blocked);
        results.Single().Reasons.ShouldBe(["there is no code: see authorize.allowed"]);
    }

    [Fact]
    public async Task Without_a_deny_button_the_denial_checks_are_skipped()
    {
        await using var fixture = await CheckFixture.StartAsync();
        fixture.Options = fixture.Options with { CanDeny = false };

        var results = await fixture.RunAsync("authorize.denied", "authorize.allowed");

        results.Select(result => result.Outcome).ShouldBe([CheckOutcome.Skipped, CheckOutcome.Passed]);
    }

    [Fact]
    public async Task A_user_can_finish_in_their_own_browser()
    {
        await using var fixture = await CheckFixture.StartAsync();
        var prompts = new List<string>();
        fixture.Options = fixture.Options with
        {
            UserAgent = null,
            Prompt = text =>
            {
                prompts.Add(text.Contains("DENY", StringComparison.Ordinal) ? "deny" : "allow");
                _ = FinishAsync(new Uri(text.Split('\n')[1]), prompts[^1]);
            },
        };

        var results = await fixture.RunAsync();

        prompts.ShouldBe(["deny", "allow", "allow"]);
        results.Where(result => result.Outcome is CheckOutcome.Failed or CheckOutcome.Blocked).ShouldBeEmpty();
        // Only the scripted browser reports pages and statuses.
        results
            .Where(result => result.Outcome == CheckOutcome.Skipped)
            .Select(result => result.Check.Id)
            .ShouldBe([
                "authorize.consent-before-exchange",
                "authorize.redirect-status",
                "authorize.form-action",
                "authorize.framing",
                "authorize.content-security-policy",
                "authorize.referrer-policy",
            ]);
    }

    [Fact]
    public async Task Waiting_for_a_user_is_bounded()
    {
        await using var fixture = await CheckFixture.StartAsync();
        fixture.Options = fixture.Options with
        {
            UserAgent = null,
            Prompt = _ => fixture.Clock.Advance(TimeSpan.FromMinutes(6)),
        };

        var results = await fixture.RunAsync("authorize.allowed", "token.answer");

        results[0].Reasons.ShouldBe(["no callback at the redirect URI in time"]);
        results[1].Outcome.ShouldBe(CheckOutcome.Blocked);
    }

    [Fact]
    public async Task The_scripted_browser_accepts_a_redirect_URI_elsewhere()
    {
        await using var fixture = await CheckFixture.StartAsync();
        var real = new Uri("https://www.notion.so/externalintegrationauthcallback");
        fixture.Service.RedirectUri = real;
        fixture.Options = fixture.Options with { Simulator = fixture.Options.Simulator with { RedirectUri = real } };

        var results = await fixture.RunAsync();

        results.Where(result => result.Outcome != CheckOutcome.Passed).ShouldBeEmpty();
    }

    private static async Task FinishAsync(Uri start, string response)
    {
        using var browser = new TestBrowser();
        var page = await browser.OpenAsync(start);
        page = await browser.SubmitAsync(
            new Uri(page.Address, "/signin"),
            [new("login", "ada"), new("password", FaultyService.Password)]
        );
        await browser.SubmitAsync(new Uri(page.Address, $"/{(response == "allow" ? "allow" : "deny")}"), []);
    }
}
