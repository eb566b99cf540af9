using Unfurl.Adapters.Testing.Cards;
using Unfurl.Adapters.Testing.Recordings;

namespace Unfurl.Adapters.Testing.Outcomes;

/// <summary>Checks what an adapter makes of bad answers while it resolves a link.</summary>
internal static class OutcomeCheck
{
    // A provider may ask for a longer pause by headers of its own, but not here.
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <exception cref="AdapterTestException">The recordings are no good answers.</exception>
    public static async Task<IReadOnlyList<string>> ProblemsAsync(TestedAdapter tested, string url, RecordedHttp http)
    {
        var good = await tested.ResolveAsync(url, http);
        if (good is not Resolution.Found)
            throw new AdapterTestException(
                $"With the recordings of {http.Name} the link is not found, so there is nothing to spoil: record good answers.\n{ResolutionText.Of(good)}"
            );
        return await FaultyRuns.ProblemsAsync(
            new CheckedCall<Resolution>
            {
                Tested = tested,
                Http = http,
                Call = (adapter, call, cancellationToken) =>
                {
                    var (kind, match) = tested.Match(adapter, url);
                    return kind.Resolve(match, call, cancellationToken);
                },
                Describe = ResolutionText.Of,
                Unavailable = reason => new Resolution.Unavailable(reason),
                Judge = (fault, exchange, resolution) => Problem(tested, fault, exchange, resolution),
            }
        );
    }

    private static string? Problem(
        TestedAdapter tested,
        FaultKind fault,
        RecordedExchange exchange,
        Resolution resolution
    )
    {
        var now = tested.Time.GetUtcNow();
        if (resolution is Resolution.RateLimited(var until) && (until <= now || until > now + LongestPause))
            return $"it is rate limited until {until:O}, and the clock says {now:O}: add Retry-After to the time of call.Time";
        var isFine = fault switch
        {
            // Where nobody signs in, the service takes it as something else.
            FaultKind.Unauthorized when tested.Adapter.SignIn is not (OAuthSignIn or PersonalKeySignIn) => resolution
                is not Resolution.Found,
            FaultKind.Unauthorized => resolution is Resolution.SignInNeeded,
            FaultKind.Forbidden or FaultKind.Elsewhere => resolution is not Resolution.Found,
            // An endpoint for all things, such as GraphQL's, is not the thing.
            FaultKind.NotFound when exchange.Method != "GET" => resolution
                is Resolution.NotFound
                    or Resolution.Unavailable,
            FaultKind.NotFound => resolution is Resolution.NotFound,
            FaultKind.RateLimited => resolution is Resolution.RateLimited,
            FaultKind.ServerError or FaultKind.NoAnswer => resolution is Resolution.Unavailable,
            FaultKind.BrokenBody => resolution is not Resolution.Found,
            _ => throw new ArgumentOutOfRangeException(nameof(fault)),
        };
        return isFine ? null : $"it must be {Expected(fault)}, and is {WordOf(resolution)}";
    }

    private static string Expected(FaultKind fault) =>
        fault switch
        {
            FaultKind.Unauthorized => "SignInNeeded",
            FaultKind.NotFound => "NotFound, the same for what is missing and what is hidden",
            FaultKind.RateLimited => "RateLimited",
            FaultKind.ServerError => "Unavailable",
            FaultKind.NoAnswer => "Unavailable, or the exception of the client",
            _ => "anything but Found (put '# @optional' above the recording if the card can do without it)",
        };

    private static string WordOf(Resolution resolution) =>
        resolution is Resolution.Unavailable(var reason) ? $"Unavailable ({reason})" : resolution.GetType().Name;
}
