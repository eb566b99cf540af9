using Unfurl.Simulator.Service;
using Unfurl.Simulator.Users;
using static Unfurl.Simulator.Checks.CheckFactory;

namespace Unfurl.Simulator.Checks;

/// <summary>Checks of the authorization code grant with a valid code. The last one revokes it.</summary>
internal static class TokenGrantChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        Must(
            "token.client-bound",
            "A code is nothing without the secret",
            "A real code presented with a wrong client_secret is answered with error invalid_client and gives no token.",
            Sources.OAuth("4.1.3"),
            CodeAsync,
            async (check, first) =>
                Verdict.Of(
                    Expect.TokenError(
                        await check.Calls.RedeemAsync(first.Code!, check.Cancellation, ("client_secret", "wrong")),
                        "with a wrong secret",
                        "invalid_client"
                    )
                )
        ),
        Must(
            "token.redirect-uri-bound",
            "A code is bound to its redirect URI",
            "A real code presented with another redirect_uri than the authorization request's is answered with error invalid_grant.",
            Sources.OAuth("4.1.3"),
            CodeAsync,
            async (check, first) =>
            {
                check.Context.WasFirstCodePresented = true;
                return Verdict.Of(
                    Expect.TokenError(
                        await check.Calls.RedeemAsync(
                            first.Code!,
                            check.Cancellation,
                            ("redirect_uri", "https://evil.example/callback")
                        ),
                        "with another redirect_uri",
                        "invalid_grant"
                    )
                );
            }
        ),
        Must(
            "token.answer",
            "A code gives an access token",
            "A code is answered with status 200 and a JSON object that holds an access_token fit for a Bearer header.",
            Sources.OAuth("5.1"),
            context => context.FirstTokensAsync(),
            (check, grant) => Verdict.Of(grant.Parsed.Of(TokenRule.Response))
        ),
        Must(
            "token.type",
            "The token is a bearer token",
            "The answer's token_type is bearer.",
            Sources.OAuth("5.1"),
            TokensAsync,
            (check, grant) => Verdict.Of(grant.Parsed.Of(TokenRule.Type))
        ),
        Must(
            "token.lifetime",
            "Expiring tokens can be refreshed",
            "refresh_token and expires_in (a whole number of seconds) stand in the answer together, or neither does.",
            Sources.Authorizing,
            TokensAsync,
            (check, grant) => Verdict.Of(grant.Parsed.Of(TokenRule.Lifetime))
        ),
        Must(
            "token.no-store",
            "No cache keeps the tokens",
            "The answer has Cache-Control: no-store.",
            Sources.OAuth("5.1"),
            TokensAsync,
            (check, grant) => Verdict.Of(grant.Parsed.Of(TokenRule.Storage))
        ),
        Must(
            "token.single-use",
            "A code is good once",
            "A code that is presented again is answered with error invalid_grant.",
            Sources.OAuth("4.1.2"),
            TokensAsync,
            async (check, grant) =>
                Verdict.Of(
                    Expect.TokenError(
                        await check.Calls.RedeemAsync(grant.Code, check.Cancellation),
                        "presented again",
                        "invalid_grant"
                    )
                )
        ),
        Should(
            "token.replayed-code-revokes",
            "A replayed code ends its tokens",
            "When a code is presented again, the tokens that were given for it stop working.",
            Sources.OAuth("4.1.2"),
            TokensAsync,
            ReplayAsync
        ),
    ];

    private static async Task<Prerequisite<AuthorizationAttempt>> CodeAsync(CheckContext context) =>
        (await context.FirstAuthorizationAsync()).Then(first =>
            first.Code is null
                ? Prerequisite<AuthorizationAttempt>.Unmet(Verdict.Blocked("there is no code: see authorize.allowed"))
                : Prerequisite<AuthorizationAttempt>.Of(first)
        );

    // Blocked if the response has no token.
    private static async Task<Prerequisite<TokenGrant>> TokensAsync(CheckContext context) =>
        (await context.FirstTokensAsync()).Then(grant =>
            grant.Tokens is null
                ? Prerequisite<TokenGrant>.Unmet(Verdict.Blocked("there is no access token: see token.answer"))
                : Prerequisite<TokenGrant>.Of(grant)
        );

    private static async Task<Verdict> ReplayAsync(CheckRun check, TokenGrant grant)
    {
        await check.Calls.RedeemAsync(grant.Code, check.Cancellation);
        var tokens = grant.Tokens!;
        var violations = Expect
            .BearerChallenge(
                await check.Calls.UnfurlAsync(tokens.AccessToken, check.Options.ForeignLink, check.Cancellation),
                "the access token afterwards"
            )
            .ToList();
        if (tokens.RefreshToken is { } refresh)
            violations.AddRange(
                Expect.TokenError(
                    await check.Calls.RefreshAsync(refresh.Reveal(), check.Cancellation),
                    "the refresh token afterwards",
                    "invalid_grant"
                )
            );
        return Verdict.Of(violations);
    }
}
