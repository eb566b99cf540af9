using Unfurl.Simulator.Checks.Browsing;
using Unfurl.Simulator.People;
using Unfurl.Simulator.Service;

namespace Unfurl.Simulator.Checks;

/// <summary>One way through the service's pages, and what the service asked of Notion meanwhile.</summary>
/// <param name="State">The state that was sent.</param>
/// <param name="NotionCode">Notion's code.</param>
/// <param name="Result">How it ended.</param>
/// <param name="Exchanges">The requests to Notion's token endpoint.</param>
/// <param name="ExchangesBeforeConsent">How many of them came before consent; null when nobody can tell.</param>
internal sealed record AuthorizationAttempt(
    string State,
    string NotionCode,
    NavigationResult Result,
    IReadOnlyList<TokenExchange> Exchanges,
    int? ExchangesBeforeConsent
)
{
    /// <summary>The service's code; null when it is not there exactly once, or an error stands beside it.</summary>
    public string? Code =>
        Result.Callback is { } callback
        && callback.Parameters() is var query
        && query["code"] is [{ Length: > 0 } code]
        && query["error"].Count == 0
            ? code
            : null;

    /// <summary>This, if somebody came back from it; otherwise the name of the check that says why not.</summary>
    public Prerequisite<AuthorizationAttempt> RequireCallback(string otherwise) =>
        Result.Callback is null
            ? Prerequisite<AuthorizationAttempt>.Unmet(Verdict.Blocked($"nobody came back: see {otherwise}"))
            : Prerequisite<AuthorizationAttempt>.Of(this);

    /// <summary>The request that trades Notion's code.</summary>
    public TokenExchange? CodeExchange =>
        Exchanges.FirstOrDefault(exchange => exchange.Code == NotionCode)
        ?? (Exchanges is [var other, ..] ? other : null);
}

/// <summary>A code that was redeemed, as Notion does it.</summary>
internal sealed record TokenGrant(string Code, ServiceResponse Response, ParsedTokenResponse Parsed)
{
    public ServiceTokens? Tokens => Parsed.Tokens;
}
