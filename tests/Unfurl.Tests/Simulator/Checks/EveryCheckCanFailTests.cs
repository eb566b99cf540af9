using Unfurl.Simulator.Checks;

namespace Unfurl.Tests.Simulator.Checks;

/// <summary>
/// A check that cannot fail proves nothing, so each one runs against a service that breaks only its rule.
/// </summary>
public sealed class EveryCheckCanFailTests
{
    // Rules that necessarily break together with the first one.
    private static readonly Dictionary<string, string[]> Related = new()
    {
        // For the service, a code that is valid twice is not a replay.
        ["token.single-use"] = ["token.replayed-code-revokes"],
        // A service that fails before the exchange reports an error to Notion; the exchange does not happen.
        ["authorize.allowed"] = ["notion.exchange"],
        ["authorize.consent-before-exchange"] = ["authorize.denied-trades-nothing"],
        ["authorize.no-early-exchange"] = ["authorize.denied-trades-nothing", "authorize.consent-before-exchange"],
    };

    public static TheoryData<string> Faults() =>
        [
            .. ServiceChecker.All.Select(check => check.Id),
            "authorize.redirect-uri/host",
            "authorize.redirect-uri/path",
            "authorize.redirect-uri/empty",
            "authorize.allowed/page",
            "notion.exchange/code",
            "token.missing-parameter/code",
            "deletion.ends-tokens/refresh",
            "unfurl.answer/json",
            "unfurl.attributes/error",
            "unfurl.odd-uri/preview",
            "unfurl.missing-link/status",
            "unfurl.hidden-link/shown",
        ];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task The_check_of_a_broken_rule_fails_and_those_of_other_rules_do_not(string fault)
    {
        await using var fixture = await CheckFixture.StartAsync(fault);
        var check = fault.Split('/')[0];

        var results = await fixture.RunAsync();

        Describe(results, CheckOutcome.Failed)
            .Select(line => line.Split(':')[0])
            .ShouldBe(
                [check, .. Related.GetValueOrDefault(fault, [])],
                ignoreOrder: true,
                string.Join('\n', Describe(results, CheckOutcome.Failed))
            );
        Describe(results, CheckOutcome.Skipped).ShouldBeEmpty();
        Describe(results, CheckOutcome.Blocked).ShouldAllBe(line => line.Contains(": see ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("burns-codes")]
    public async Task A_service_that_follows_all_rules_passes_all_checks(string? variant)
    {
        await using var fixture = await CheckFixture.StartAsync(variant);

        var results = await fixture.RunAsync();

        results.Count.ShouldBe(ServiceChecker.All.Count);
        Describe(results, CheckOutcome.Failed, CheckOutcome.Blocked, CheckOutcome.Skipped).ShouldBeEmpty();
    }

    private static IEnumerable<string> Describe(IEnumerable<CheckResult> results, params CheckOutcome[] outcomes) =>
        results
            .Where(result => outcomes.Contains(result.Outcome))
            .Select(result => $"{result.Check.Id}: {string.Join("; ", result.Reasons)}");
}
