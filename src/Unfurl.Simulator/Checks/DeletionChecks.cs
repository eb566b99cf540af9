using Unfurl.Simulator.Service;
using static Unfurl.Simulator.Checks.CheckFactory;

namespace Unfurl.Simulator.Checks;

/// <summary>Checks of the Deleted Token Callback URL. The last one revokes the second authorization's tokens.</summary>
internal static class DeletionChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        Must(
            "deletion.malformed-body",
            "A deletion that names no token does no harm",
            "A DELETE whose body is not what Notion sends is answered with 2xx or 4xx, never with 5xx.",
            Sources.Http("15.5.1"),
            EndpointAsync,
            async (check, url) =>
            {
                string[] bodies = ["", "{", "[]", "{}", """{"access_token":7}""", """{"access_token":"\ud800"}"""];
                var violations = new List<string>();
                foreach (var body in bodies)
                {
                    var response = await DeleteAsync(check, url, ServiceCalls.Json(body));
                    if (response.Status is not (>= 200 and < 300))
                        violations.AddRange(Expect.ClientError(response, $"the body '{body}'"));
                }
                return Verdict.Of(violations);
            }
        ),
        Should(
            "deletion.unknown-token",
            "An unknown token is no error",
            "A token that is not known, any more or at all, is answered with status 200: there is nothing left to do.",
            Sources.Revocation("2.2"),
            EndpointAsync,
            async (check, url) =>
                Verdict.Of(
                    Expect.Success(
                        await DeleteAsync(check, url, TokenContent(new("a-token-that-nobody-gave"))),
                        "with a made-up token"
                    )
                )
        ),
        Must(
            "deletion.ends-tokens",
            "A disconnected user's tokens stop working",
            "After the DELETE with an access token, that token is refused with 401, and its refresh token with invalid_grant.",
            Sources.Settings,
            DeletableAsync,
            DisconnectAsync
        ),
    ];

    private static Task<Prerequisite<Uri>> EndpointAsync(CheckContext context) =>
        Task.FromResult(
            context.Options.Simulator.DeletionUrl is { } url
                ? Prerequisite<Uri>.Of(url)
                : Prerequisite<Uri>.Unmet(Verdict.Skipped("no Deleted Token Callback URL was given (--deletion-url)"))
        );

    private static async Task<Prerequisite<Secret>> DeletableAsync(CheckContext context) =>
        (await EndpointAsync(context)).Verdict is { } missing ? Prerequisite<Secret>.Unmet(missing)
        : context.Options.AccessToken is not null
            ? Prerequisite<Secret>.Unmet(Verdict.Skipped("a token that was given is not ended (--access-token)"))
        : await context.AccessTokenAsync();

    private static async Task<Verdict> DisconnectAsync(CheckRun check, Secret token)
    {
        var violations = Expect
            .Success(await DeleteAsync(check, check.Options.Simulator.DeletionUrl!, TokenContent(token)), "the DELETE")
            .ToList();
        violations.AddRange(
            Expect.BearerChallenge(
                await check.Calls.UnfurlAsync(token, check.Options.ForeignLink, check.Cancellation),
                "the access token afterwards"
            )
        );
        var grant = (await check.Context.SecondTokensAsync()).Value!;
        if (check.Context.CurrentTokens(grant)?.RefreshToken is { } refresh)
            violations.AddRange(
                Expect.TokenError(
                    await check.Calls.RefreshAsync(refresh.Reveal(), check.Cancellation),
                    "the refresh token afterwards",
                    "invalid_grant"
                )
            );
        return Verdict.Of(violations);
    }

    private static Task<ServiceResponse> DeleteAsync(CheckRun check, Uri url, HttpContent content) =>
        check.Calls.SendAsync(HttpMethod.Delete, url, content, null, check.Cancellation);

    private static ByteArrayContent TokenContent(Secret token) => ServiceClient.DeletedTokenContent(token);
}
