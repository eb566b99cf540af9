using static Unfurl.Simulator.Checks.CheckList;

namespace Unfurl.Simulator.Checks;

/// <summary>How the service trades Notion's code with Notion.</summary>
internal static class NotionExchangeChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        Must(
            "notion.exchange",
            "The service trades Notion's code",
            "Before the browser returns, the service trades Notion's code at Notion's token endpoint (POST /v1/oauth/token).",
            Sources.Authorizing,
            session => session.ReturnedAsync(),
            (check, first) => Verdict.Of(Traded(first))
        ),
        Must(
            "notion.basic",
            "The service names itself by HTTP Basic",
            "The request has HTTP Basic authentication with the client id and secret that Notion issued to the connection.",
            Sources.NotionToken,
            TradeAsync,
            (check, trade) => Verdict.Of(trade.Client)
        ),
        Must(
            "notion.version",
            "The service sends Notion-Version",
            "The request has the header Notion-Version with a date.",
            Sources.Versioning,
            TradeAsync,
            (check, trade) => Verdict.Of(trade.Version)
        ),
        Must(
            "notion.json",
            "The service sends JSON",
            "The request's body is a JSON object, declared as application/json.",
            Sources.NotionToken,
            TradeAsync,
            (check, trade) => Verdict.Of(trade.Body)
        ),
        Must(
            "notion.grant-type",
            "The service names the grant",
            "The request's grant_type is authorization_code.",
            Sources.NotionToken,
            TradeAsync,
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
            TradeAsync,
            (check, trade) => Verdict.Of(trade.ExternalAccount)
        ),
    ];

    /// <summary>Connects the account again, so it comes when nothing of the first connection is needed any more.</summary>
    public static Check SameAccount { get; } =
        Must(
            "notion.stable-account",
            "The same account keeps its key",
            "When the same account is connected again, its external_account has the same key, or users see it twice.",
            Sources.Authorizing,
            TradeAsync,
            SameAccountAsync
        );

    private static async Task<Step<TokenExchange>> TradeAsync(Session session) =>
        (await session.FirstAsync()).Then(first =>
            first.Trade is { } trade
                ? Step<TokenExchange>.Of(trade)
                : Step<TokenExchange>.Without(
                    Verdict.Blocked("the service did not call Notion's token endpoint: see notion.exchange")
                )
        );

    private static IEnumerable<string> Traded(Authorization first)
    {
        if (first.Exchanges.Count == 0)
            yield return "the service never called Notion's token endpoint: is it configured to use the simulator's address as Notion's API?";
        else if (first.Exchanges.All(exchange => exchange.Code is not null && exchange.Code != first.NotionCode))
            yield return "the code it traded is not the one that Notion sent";
    }

    private static async Task<Verdict> SameAccountAsync(CheckContext check, TokenExchange first)
    {
        var second = await check.Session.SecondAsync();
        if (first.Account is not { } one || second.Value?.Trade?.Account is not { } other)
            return Verdict.Blocked("the account was not named twice: see notion.account");
        return one.Key == other.Key
            ? Verdict.Passed
            : Verdict.Of("the second connection of the same account has another key");
    }
}
