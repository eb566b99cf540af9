namespace Unfurl.GitHub;

/// <summary>
/// Recognizes GitHub's limits. It has changed their words more than once, so programs' words count first, and whatever
/// their spelling: <c>RATE_LIMITED</c>, <c>RATE_LIMIT</c> with the code <c>graphql_rate_limit</c>.
/// </summary>
internal static class GitHubLimits
{
    // https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#exceeding-the-rate-limit.
    // "abuse" is the older name of the secondary limits.
    private static readonly string[] RateLimitCodes =
    [
        "ratelimit",
        "secondarylimit",
        "abuse",
        "throttle",
        "toomanyrequests",
    ];

    // RESOURCE_LIMITS_EXCEEDED, MAX_NODE_LIMIT_EXCEEDED; graphql-ruby's timeouts, complexity and depth:
    // https://graphql-ruby.org/queries/timeout, https://graphql-ruby.org/queries/complexity_and_depth.
    private static readonly string[] TooHeavyCodes =
    [
        "limitexceeded",
        "limitsexceeded",
        "timeout",
        "timedout",
        "toocomplex",
        "maxcomplexity",
        "maxdepth",
    ];

    private static readonly string[] RateLimitPhrases =
    [
        "rate limit",
        "abuse detection",
        "too many requests",
        "wait a few minutes before you try again",
    ];

    private static readonly string[] TooHeavyPhrases =
    [
        "something went wrong while executing your query",
        "respond to your request in time",
        "resource limits for this query",
        "exceeds max complexity",
        "exceeds max depth",
        "timeout on ",
    ];

    public static bool IsRateLimit(GraphQLError error) => HasCode(error, RateLimitCodes);

    public static bool IsTooHeavy(GraphQLError error) =>
        !IsRateLimit(error) && (HasCode(error, TooHeavyCodes) || IsAny(error.Message, TooHeavyPhrases));

    public static bool MentionsRateLimit(string? message) => IsAny(message, RateLimitPhrases);

    public static bool MentionsTooHeavy(string? message) => IsAny(message, TooHeavyPhrases);

    // A documentation_url that ends with "#about-secondary-rate-limits", "#rate-limiting" or "#abuse-rate-limits".
    public static bool IsRateLimitPage(string? url) =>
        url?.Contains("rate-limit", StringComparison.OrdinalIgnoreCase) is true;

    private static bool HasCode(GraphQLError error, string[] codes) =>
        error.Codes.Any(code => IsAny(code.Replace("_", "").Replace("-", "").Replace(" ", ""), codes));

    private static bool IsAny(string? text, string[] parts) =>
        text is not null && parts.Any(part => text.Contains(part, StringComparison.OrdinalIgnoreCase));
}
