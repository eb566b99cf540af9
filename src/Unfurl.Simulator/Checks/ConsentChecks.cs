using Unfurl.Notion.Reading;
using Unfurl.Simulator.Checks.Browsing;
using static Unfurl.Simulator.Checks.CheckFactory;

namespace Unfurl.Simulator.Checks;

/// <summary>Checks of sign-in, consent and the return to Notion.</summary>
internal static class ConsentChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        Must(
            "authorize.denied",
            "A refusal is told to Notion",
            "When the user refuses, the browser is sent back with error access_denied and the state, and without a code.",
            Sources.OAuth("4.1.2.1"),
            context => context.DeniedAuthorizationAsync(),
            (check, refused) => Verdict.Of(Denied(refused))
        ),
        Must(
            "authorize.denied-trades-nothing",
            "A refusal trades nothing",
            "Notion's code stands for a user's consent: when it is refused, the service must not trade it.",
            Sources.Authorizing,
            async context =>
                (await context.DeniedAuthorizationAsync()).Then(refused => refused.RequireCallback("authorize.denied")),
            (check, refused) =>
                refused.Exchanges.Count == 0
                    ? Verdict.Passed
                    : Verdict.Of("the service traded Notion's code although the user refused")
        ),
        Must(
            "authorize.allowed",
            "Consent leads back to Notion with a code",
            "When the user allows it, the browser is sent to the redirect URI with exactly one code and no error.",
            Sources.OAuth("4.1.2"),
            context => context.FirstAuthorizationAsync(),
            (check, first) => Verdict.Of(Allowed(first))
        ),
        Must(
            "authorize.state",
            "The state comes back byte for byte",
            "The answer holds the state of the request exactly, whatever characters it has.",
            Sources.OAuth("4.1.2"),
            context => context.CompletedAuthorizationAsync(),
            (check, first) => Verdict.Of(Expect.State(first.Result.Callback!, first.State, "the response"))
        ),
        Must(
            "authorize.own-code",
            "The code is the service's own",
            "The code that Notion gets is made by the service; Notion's code is not sent back to it.",
            Sources.Authorizing,
            context => context.CompletedAuthorizationAsync(),
            (check, first) =>
                first.Result.Callback!.Query.Contains(first.NotionCode, StringComparison.Ordinal)
                    ? Verdict.Of("the response has Notion's own code")
                    : Verdict.Passed
        ),
        Must(
            "authorize.consent-before-exchange",
            "Nothing is traded before consent",
            "Notion's code stands for a user's consent: it is traded after the user allowed it, not when the page is shown.",
            Sources.Authorizing,
            context => context.FirstAuthorizationAsync(),
            (check, first) =>
                first.ExchangesBeforeConsent switch
                {
                    null when first.Result.Callback is null => Verdict.Blocked(
                        "consent was never given: see authorize.allowed"
                    ),
                    null => Verdict.Skipped("only the browser that presses the buttons can tell when (--press)"),
                    0 => Verdict.Passed,
                    _ => Verdict.Of("the service traded Notion's code before the user allowed it"),
                }
        ),
        Must(
            "authorize.redirect-status",
            "The form's data is not sent on to Notion",
            "The redirect to Notion is not a 307 or 308, with which the browser would send the consent form's data along.",
            Sources.BestPractice("4.12"),
            context => context.CompletedAuthorizationAsync(),
            (check, first) =>
                first.Result.RedirectStatus switch
                {
                    null => Verdict.Skipped("only the browser that presses the buttons can tell (--press)"),
                    307 or 308 => Verdict.Of($"the redirect's status is {first.Result.RedirectStatus}"),
                    _ => Verdict.Passed,
                }
        ),
        Should(
            "authorize.form-action",
            "What follows Notion's callback is not bound",
            "Chrome applies a page's form-action to all redirects that follow its form, also to those of Notion's callback: the "
                + "browser leaves by a page that moves on, or the consent page's policy names no form-action.",
            Sources.FormAction,
            context => context.CompletedAuthorizationAsync(),
            (check, first) =>
                first.Result.RedirectStatus switch
                {
                    null => Verdict.Skipped("only the browser that presses the buttons can tell (--press)"),
                    >= 300 and < 400 when BindsRedirects(first.Result.Pages) => Verdict.Of(
                        "the consent page has a form-action, and its form is answered with a redirect"
                    ),
                    _ => Verdict.Passed,
                }
        ),
        Should(
            "authorize.framing",
            "No other site can frame the consent page",
            "Pages on the way to consent have Content-Security-Policy frame-ancestors, or X-Frame-Options, against clickjacking.",
            Sources.BestPractice("4.16"),
            PagesAsync,
            (check, pages) =>
                EveryPage(
                    pages,
                    page =>
                        page.Header("Content-Security-Policy")
                            .Contains("frame-ancestors", StringComparison.OrdinalIgnoreCase)
                        || page.Header("X-Frame-Options").Length > 0,
                    "can be framed by any site"
                )
        ),
        Should(
            "authorize.content-security-policy",
            "The consent page has a Content-Security-Policy",
            "Authorization servers should use Content Security Policy on the pages users decide on.",
            Sources.BestPractice("4.16"),
            PagesAsync,
            (check, pages) =>
                EveryPage(
                    pages,
                    page => page.Header("Content-Security-Policy").Length > 0,
                    "has no Content-Security-Policy"
                )
        ),
        Should(
            "authorize.referrer-policy",
            "The way to consent leaks nothing in Referer headers",
            "Pages on the way to consent, whose addresses may hold codes and states, have a Referrer-Policy.",
            Sources.BestPractice("4.2.4"),
            PagesAsync,
            (check, pages) =>
                EveryPage(pages, page => page.Header("Referrer-Policy").Length > 0, "has no Referrer-Policy")
        ),
    ];

    // The last page before the redirects to Notion is the one with the form.
    private static bool BindsRedirects(IReadOnlyList<VisitedPage> pages) =>
        (pages.LastOrDefault(page => page.Location is null)?.Header("Content-Security-Policy") ?? "")
            .Split(';', ',')
            .Select(directive => directive.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Any(directive =>
                directive is [var name, .. var sources]
                && name.Equals("form-action", StringComparison.OrdinalIgnoreCase)
                && !sources.Contains("*")
            );

    // Without Notion's own pages.
    private static async Task<Prerequisite<IReadOnlyList<VisitedPage>>> PagesAsync(CheckContext context) =>
        (await context.FirstAuthorizationAsync()).Then(first =>
        {
            VisitedPage[] pages =
            [
                .. first.Result.Pages.Where(page =>
                    page.Location is null
                    && AnonymousNavigation.IsSameOrigin(page.Address, context.Options.Simulator.AuthorizeUrl)
                ),
            ];
            return pages.Length > 0
                ? Prerequisite<IReadOnlyList<VisitedPage>>.Of(pages)
                : Prerequisite<IReadOnlyList<VisitedPage>>.Unmet(
                    Verdict.Skipped(
                        "no page of the authorization endpoint's origin was seen; only the browser that presses the buttons sees them (--press)"
                    )
                );
        });

    private static Verdict EveryPage(
        IReadOnlyList<VisitedPage> pages,
        Func<VisitedPage, bool> isGood,
        string problem
    ) =>
        Verdict.Of(
            pages.Where(page => !isGood(page)).Select(page => $"{page.Address.AbsolutePath} {problem}").Distinct()
        );

    private static IEnumerable<string> Allowed(AuthorizationAttempt first)
    {
        if (first.Result.Callback is not { } callback)
            return [first.Result.Problem ?? "no callback"];
        if (first.Code is not null)
            return [];
        var query = callback.Parameters();
        return query["error"] is [{ } error]
            ?
            [
                $"the browser came back with the error {JsonReading.Quote(error)}: {JsonReading.Quote(query["error_description"].ToString())}",
            ]
            : ["the response does not have exactly one code"];
    }

    private static List<string> Denied(AuthorizationAttempt refused)
    {
        if (refused.Result.Callback is not { } callback)
            return [refused.Result.Problem ?? "no callback"];
        var query = callback.Parameters();
        var violations = new List<string>(Expect.State(callback, refused.State, "the response"));
        if (query["error"] is not ["access_denied"])
            violations.Add(
                $"the error is {(query["error"] is [{ } other] ? JsonReading.Quote(other) : "missing")}, not access_denied"
            );
        if (query.ContainsKey("code"))
            violations.Add("the response has a code");
        return violations;
    }
}
