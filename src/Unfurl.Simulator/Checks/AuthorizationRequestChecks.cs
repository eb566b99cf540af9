using Unfurl.Simulator.Checks.Browsing;
using static Unfurl.Simulator.Checks.CheckFactory;

namespace Unfurl.Simulator.Checks;

/// <summary>Checks of the authorization endpoint that need no user.</summary>
internal static class AuthorizationRequestChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        Must(
            "authorize.unknown-client",
            "A wrong client_id gets an error page",
            "A client_id that is missing or not Notion's is answered by an error page (4xx), never by a redirect.",
            Sources.OAuth("4.1.2.1"),
            check =>
                PagesAsync(
                    check,
                    ("without a client_id", [("client_id", null)]),
                    ("with an unknown client_id", [("client_id", $"{check.Options.Simulator.ClientId}-not")]),
                    ("with an empty client_id", [("client_id", "")])
                )
        ),
        Must(
            "authorize.redirect-uri",
            "Only Notion's redirect URI is answered at",
            "A redirect_uri that is missing, or only looks like Notion's, is answered by an error page (4xx), never by a redirect.",
            Sources.BestPractice("4.1.3"),
            check =>
                PagesAsync(
                    check,
                    [
                        ("without a redirect_uri", [("redirect_uri", null)]),
                        .. LookAlikes(check.Options.Simulator.RedirectUri)
                            .Select(uri => ($"with redirect_uri {uri}", ((string, string?)[])[("redirect_uri", uri)])),
                    ]
                )
        ),
        Must(
            "authorize.doubled-redirect-uri",
            "A doubled redirect_uri gets an error page",
            "A request that names two redirect URIs is answered by an error page: parameters stand at most once.",
            Sources.OAuth("3.1"),
            check =>
                PagesAsync(
                    check,
                    (
                        "with two redirect_uri",
                        [
                            ("redirect_uri", check.Options.Simulator.RedirectUri.AbsoluteUri),
                            ("redirect_uri", "https://evil.example/"),
                        ]
                    )
                )
        ),
        Must(
            "authorize.missing-response-type",
            "A missing response_type is told to Notion",
            "Without response_type the browser is sent back with error invalid_request.",
            Sources.OAuth("4.1.2.1"),
            check => ErrorAsync(check, "invalid_request", ("response_type", null))
        ),
        Must(
            "authorize.unsupported-response-type",
            "An unknown response_type is told to Notion",
            "With a response_type other than code the browser is sent back with error unsupported_response_type.",
            Sources.OAuth("4.1.2.1"),
            check => ErrorAsync(check, "unsupported_response_type", ("response_type", "token"))
        ),
        Must(
            "authorize.doubled-parameter",
            "A doubled parameter is told to Notion",
            "A request that holds response_type twice is sent back with error invalid_request.",
            Sources.OAuth("4.1.2.1"),
            check => ErrorAsync(check, "invalid_request", ("response_type", "code"), ("response_type", "code"))
        ),
        Should(
            "authorize.missing-code",
            "A request without Notion's code is told to Notion",
            "Notion's own code belongs to the request; without it nothing can be traded, so the browser is sent back with error invalid_request.",
            Sources.Authorizing,
            check => ErrorAsync(check, "invalid_request", ("code", null))
        ),
        Must(
            "authorize.error-state",
            "Errors carry the state byte for byte",
            "An error that is sent back holds the state of the request exactly, whatever characters it has.",
            Sources.OAuth("4.1.2.1"),
            ErrorStateAsync
        ),
        Must(
            "authorize.no-early-exchange",
            "Opening the page trades nothing",
            "Notion's code stands for a user's consent: as long as nobody has signed in and allowed it, the service must not trade it.",
            Sources.Authorizing,
            NoEarlyExchangeAsync
        ),
    ];

    // URIs that a lenient comparison would accept.
    public static IEnumerable<string> LookAlikes(Uri redirectUri)
    {
        var (scheme, host, path) = (redirectUri.Scheme, redirectUri.Host, redirectUri.PathAndQuery);
        var whole = redirectUri.AbsoluteUri;
        yield return "";
        yield return $"{scheme}://evil.example{path}";
        yield return $"{scheme}://{host}.evil.example{path}";
        yield return $"{scheme}://evil{host}{path}";
        yield return $"{scheme}://{redirectUri.Authority}@evil.example{path}";
        yield return $"{scheme}://evil.example\\@{redirectUri.Authority}{path}";
        // A service may accept any port of a loopback address, for native apps (RFC 9700 §4.1.3).
        if (!redirectUri.IsLoopback)
            yield return $"{scheme}://{host}:1{path}";
        yield return $"//evil.example{path}";
        yield return $"javascript:alert(1)//{redirectUri.Authority}{path}";
        yield return $"{whole}/more";
        yield return $"{whole}/../evil";
        yield return $"{whole}?next=https://evil.example";
        yield return $"{whole}#evil";
        yield return $"{whole}\r\nSet-Cookie: a=b";
    }

    private static async Task<Verdict> PagesAsync(
        CheckRun check,
        params (string Label, (string, string?)[] Changes)[] requests
    )
    {
        var violations = new List<string>();
        foreach (var (label, changes) in requests)
        {
            var (state, code) = check.Context.BeginAuthorization();
            var pages = await check.Calls.VisitAsync(
                check.Calls.AuthorizeUrl(state, code, changes),
                check.Cancellation
            );
            violations.AddRange(Expect.ErrorPage(pages, Printable(label)));
        }
        return Verdict.Of(violations);
    }

    private static async Task<Verdict> ErrorAsync(CheckRun check, string error, params (string, string?)[] changes)
    {
        var (state, code) = check.Context.BeginAuthorization();
        var pages = await check.Calls.VisitAsync(check.Calls.AuthorizeUrl(state, code, changes), check.Cancellation);
        return Verdict.Of(Expect.ErrorRedirect(pages, check.Options.Simulator.RedirectUri, "the response", error));
    }

    private static async Task<Verdict> ErrorStateAsync(CheckRun check)
    {
        string[] states =
        [
            "plain",
            "a b+c",
            "%41%2B",
            "a=b&code=c#d/?",
            "\"<>'\\^`{|}~",
            check.Context.BeginAuthorization().State,
        ];
        var violations = new List<string>();
        foreach (var state in states)
        {
            var address = check.Calls.AuthorizeUrl(
                state,
                check.Context.BeginAuthorization().Code,
                ("response_type", "token")
            );
            var pages = await check.Calls.VisitAsync(address, check.Cancellation);
            if (pages[^1].Location is not { } target)
                return Verdict.Blocked("the browser is not redirected: see authorize.unsupported-response-type");
            violations.AddRange(Expect.State(target, state, $"the state {state}"));
        }
        return Verdict.Of(violations);
    }

    private static async Task<Verdict> NoEarlyExchangeAsync(CheckRun check)
    {
        if (check.Options.AccessToken is not null)
            return Verdict.Skipped("Notion's API is not served when an access token is given (--access-token)");
        var before = check.Context.Exchanges.Count;
        var (state, code) = check.Context.BeginAuthorization();
        var pages = await check.Calls.VisitAsync(check.Calls.AuthorizeUrl(state, code), check.Cancellation);
        var violations = new List<string>();
        if (check.Context.Exchanges.Count > before)
            violations.Add("the service exchanged Notion's code without a signed-in user");
        if (pages[^1].Location is { } target && target.Parameters().ContainsKey("error"))
            violations.Add("a request as Notion sends it is refused");
        return Verdict.Of(violations);
    }

    private static string Printable(string label) => label.ReplaceLineEndings("↵");
}
