using Unfurl.Simulator.Service;
using Unfurl.Simulator.Users;
using static Unfurl.Simulator.Checks.CheckFactory;

namespace Unfurl.Simulator.Checks;

/// <summary>Checks of the refresh token grant, with the second authorization's tokens.</summary>
internal static class RefreshChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        Must(
            "refresh.unknown-token",
            "A made-up refresh token is refused",
            "A refresh token that was never given is answered with error invalid_grant.",
            Sources.OAuth("5.2"),
            RefreshableAsync,
            async (check, _) =>
                Verdict.Of(
                    Expect.TokenError(
                        await check.Calls.RefreshAsync("a-token-that-nobody-gave", check.Cancellation),
                        "with a made-up refresh token",
                        "invalid_grant"
                    )
                )
        ),
        Must(
            "refresh.client-bound",
            "A refresh token is nothing without the secret",
            "A real refresh token presented with a wrong client_secret is answered with error invalid_client.",
            Sources.OAuth("6"),
            RefreshableAsync,
            async (check, tokens) =>
                Verdict.Of(
                    Expect.TokenError(
                        await check.Calls.RefreshAsync(
                            tokens.RefreshToken!.Reveal(),
                            check.Cancellation,
                            ("client_secret", "wrong")
                        ),
                        "with a wrong secret",
                        "invalid_client"
                    )
                )
        ),
        Must(
            "refresh.works",
            "A refresh gives a token that works",
            "A refresh token is answered like a code, and the access token it gives is accepted.",
            Sources.OAuth("6"),
            RefreshedAsync,
            WorksAsync
        ),
        Must(
            "refresh.no-store",
            "No cache keeps the refreshed token",
            "The answer to a refresh token has Cache-Control: no-store.",
            Sources.OAuth("5.1"),
            RefreshedAsync,
            (check, renewed) => Verdict.Of(renewed.Of(TokenRule.Storage))
        ),
        Must(
            "refresh.earlier-token",
            "The earlier access token works or is refused properly",
            "After a refresh the access token from before is still accepted, or answered 401 with a Bearer challenge.",
            Sources.Bearer("3.1"),
            RefreshableAsync,
            async (check, tokens) =>
            {
                var response = await check.Calls.UnfurlAsync(
                    tokens.AccessToken,
                    check.Options.ForeignLink,
                    check.Cancellation
                );
                return response.Status == 200
                    ? Verdict.Passed
                    : Verdict.Of(Expect.BearerChallenge(response, "the access token from before"));
            }
        ),
    ];

    private static async Task<Prerequisite<ServiceTokens>> RefreshableAsync(CheckContext context) =>
        (await context.SecondTokensAsync()).Then(grant =>
            grant.Tokens switch
            {
                null => Prerequisite<ServiceTokens>.Unmet(Verdict.Blocked("there is no token: see token.answer")),
                { RefreshToken: null } => Prerequisite<ServiceTokens>.Unmet(
                    Verdict.Skipped("the service gives no refresh tokens: its access tokens do not expire")
                ),
                var tokens => Prerequisite<ServiceTokens>.Of(tokens),
            }
        );

    private static async Task<Prerequisite<ParsedTokenResponse>> RefreshedAsync(CheckContext context) =>
        await context.RefreshAsync(await RefreshableAsync(context));

    private static async Task<Verdict> WorksAsync(CheckRun check, ParsedTokenResponse renewed)
    {
        var violations = renewed
            .Violations.Where(violation => violation.Rule != TokenRule.Storage)
            .Select(violation => violation.Text)
            .ToList();
        if (renewed.Tokens is not { } tokens)
            return Verdict.Of(violations);

        var unfurled = await check.Calls.UnfurlAsync(tokens.AccessToken, check.Options.ForeignLink, check.Cancellation);
        if (unfurled.IsUnauthorized)
            violations.Add("an unfurl with the new access token is answered 401");
        else
            check.Context.ReplaceTokens(tokens);
        return Verdict.Of(violations);
    }
}
