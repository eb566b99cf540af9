using Unfurl.Simulator.Checks.Browsing;
using Unfurl.Simulator.Service;
using Unfurl.Simulator.Users;

namespace Unfurl.Simulator.Checks;

/// <summary>
/// An authorization through the service's pages, with the requests that the service sent to Notion's token endpoint.
/// <c>ExchangesBeforeConsent</c> is null if the user agent does not report the consent.
/// </summary>
internal sealed record AuthorizationAttempt(
    string State,
    string NotionCode,
    NavigationResult Result,
    IReadOnlyList<TokenExchange> Exchanges,
    int? ExchangesBeforeConsent
)
{
    // Null unless the callback has exactly one code and no error.
    public string? Code =>
        Result.Callback is { } callback
        && callback.Parameters() is var query
        && query["code"] is [{ Length: > 0 } code]
        && query["error"].Count == 0
            ? code
            : null;

    // "otherwise" is the check that reports a missing callback.
    public Prerequisite<AuthorizationAttempt> RequireCallback(string otherwise) =>
        Result.Callback is null
            ? Prerequisite<AuthorizationAttempt>.Unmet(Verdict.Blocked($"no callback: see {otherwise}"))
            : Prerequisite<AuthorizationAttempt>.Of(this);

    public TokenExchange? CodeExchange =>
        Exchanges.FirstOrDefault(exchange => exchange.Code == NotionCode)
        ?? (Exchanges is [var other, ..] ? other : null);
}

internal sealed record TokenGrant(string Code, ServiceResponse Response, ParsedTokenResponse Parsed)
{
    public ServiceTokens? Tokens => Parsed.Tokens;
}
