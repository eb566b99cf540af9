using static Unfurl.Simulator.Checks.CheckFactory;

namespace Unfurl.Simulator.Checks;

/// <summary>Checks of the service's code exchange with Notion.</summary>
internal static class NotionExchangeChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        Must(
            "notion.exchange",
            "The service trades Notion's code",
            "Before the browser returns, the service trades Notion's code at Notion's token endpoint (POST /v1/oauth/token).",
            Sources.Authorizing,
            context => context.CompletedAuthorizationAsync(),
            (check, first) => Verdict.Of(Exchanged(first))
        ),
        Must(
            "notion.basic",
            "The service names itself by HTTP Basic",
            "The request has HTTP Basic authentication with the client id and secret that Notion issued to the connection.",
            Sources.NotionToken,
            CodeExchangeAsync,
            (check, trade) => Verdict.Of(trade.ClientViolations)
        ),
        Must(
            "notion.version",
            "The service sends Notion-Version",
            "The request has the header Notion-Version with a date.",
            Sources.Versioning,
            CodeExchangeAsync,
            (check, trade) => Verdict.Of(trade.VersionViolations)
        ),
        Must(
            "notion.json",
            "The service sends JSON",
            "The request's body is a JSON object, declared as application/json.",
            Sources.NotionToken,
            CodeExchangeAsync,
            (check, trade) => Verdict.Of(trade.BodyViolations)
        ),
        Must(
            "notion.grant-type",
            "The service names the grant",
            "The request's grant_type is authorization_code.",
            Sources.NotionToken,
            CodeExchangeAsync,
            (check, trade) =>
                trade.GrantType == "authorization_code"
                    ? Verdict.Passed
                    : Verdict.Of("grant_type is missing or not authorization_code")
        ),
        Must(
            "notion.account",
            "The service names the account",
            "The request has an external_account with a key and a name, both non-empty strings.",
            Sources.NotionToken,
            CodeExchangeAsync,
            (check, trade) => Verdict.Of(trade.AccountViolations)
        ),
    ];

    // Connects the account again, so it runs after all checks that need the first connection.
    public static Check SameAccount { get; } =
        Must(
            "notion.stable-account",
            "The same account keeps its key",
            "When the same account is connected again, its external_account has the same key, or users see it twice.",
            Sources.Authorizing,
            CodeExchangeAsync,
            SameAccountAsync
        );

    private static async Task<Prerequisite<TokenExchange>> CodeExchangeAsync(CheckContext context) =>
        (await context.FirstAuthorizationAsync()).Then(first =>
            first.CodeExchange is { } trade
                ? Prerequisite<TokenExchange>.Of(trade)
                : Prerequisite<TokenExchange>.Unmet(
                    Verdict.Blocked("the service did not call Notion's token endpoint: see notion.exchange")
                )
        );

    private static IEnumerable<string> Exchanged(AuthorizationAttempt first)
    {
        if (first.Exchanges.Count == 0)
            yield return "the service never called Notion's token endpoint: is it configured to use the simulator's address as Notion's API?";
        else if (first.Exchanges.All(exchange => exchange.Code is not null && exchange.Code != first.NotionCode))
            yield return "the code it traded is not the one that Notion sent";
    }

    private static async Task<Verdict> SameAccountAsync(CheckRun check, TokenExchange first)
    {
        var second = await check.Context.SecondAuthorizationAsync();
        if (first.Account is not { } one || second.Value?.CodeExchange?.Account is not { } other)
            return Verdict.Blocked("the account was not named twice: see notion.account");
        return one.Key == other.Key
            ? Verdict.Passed
            : Verdict.Of("the second connection of the same account has another key");
    }
}
