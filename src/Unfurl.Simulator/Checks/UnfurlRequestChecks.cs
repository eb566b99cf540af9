using System.Text;
using System.Text.Json;
using Unfurl.Notion.Reading;
using Unfurl.Simulator.Service;
using static Unfurl.Simulator.Checks.CheckFactory;

namespace Unfurl.Simulator.Checks;

/// <summary>Checks of the Unfurl Callback URL's error responses.</summary>
internal static class UnfurlRequestChecks
{
    // Twice Notion's largest payload, so that it exceeds every interpretation of the limit.
    private const int TooLarge = 1024 * 1024;

    public static IReadOnlyList<Check> All { get; } =
    [
        Must(
            "unfurl.bearer-needed",
            "Nothing is shown without a token",
            "An unfurl without an access token is answered 401 with WWW-Authenticate: Bearer.",
            Sources.Bearer("3"),
            async check =>
                Verdict.Of(
                    Expect.BearerChallenge(
                        await check.Calls.UnfurlAsync(null, AnyLink(check), check.Cancellation),
                        "without a token"
                    )
                )
        ),
        Must(
            "unfurl.invalid-token",
            "Nothing is shown for a made-up token",
            "An unfurl with a token that was never given is answered 401 with WWW-Authenticate: Bearer.",
            Sources.Bearer("3.1"),
            async check =>
                Verdict.Of(
                    Expect.BearerChallenge(
                        await check.Calls.UnfurlAsync(UnknownToken, AnyLink(check), check.Cancellation),
                        "with a made-up token"
                    )
                )
        ),
        Should(
            "unfurl.invalid-token-error",
            "A refused token is called invalid_token",
            "The challenge for a token that is unknown, expired or revoked has error=\"invalid_token\".",
            Sources.Bearer("3.1"),
            async check =>
            {
                var response = await check.Calls.UnfurlAsync(UnknownToken, AnyLink(check), check.Cancellation);
                if (!response.HasBearerChallenge)
                    return Verdict.Blocked("there is no challenge: see unfurl.invalid-token");
                return response.Challenge.Contains("error=\"invalid_token\"", StringComparison.Ordinal)
                    ? Verdict.Passed
                    : Verdict.Of("the challenge lacks error=\"invalid_token\"");
            }
        ),
        Must(
            "unfurl.malformed-body",
            "A body that is no request is refused",
            "A body that is not a JSON object with a non-empty string uri is answered with 4xx, never with 5xx.",
            Sources.Http("15.5.1"),
            context => context.AccessTokenAsync(),
            async (check, token) =>
            {
                string[] bodies =
                [
                    "",
                    "{",
                    "[]",
                    "null",
                    "{}",
                    """{"uri":""}""",
                    """{"uri":null}""",
                    """{"uri":7}""",
                    """{"uri":["https://acme.com"]}""",
                    """{"uri":"\ud800"}""",
                ];
                var violations = new List<string>();
                foreach (var body in bodies)
                    violations.AddRange(
                        Expect.ClientError(
                            await check.Calls.UnfurlAsync(token, ServiceCalls.Json(body), check.Cancellation),
                            $"the body '{body}'"
                        )
                    );
                return Verdict.Of(violations);
            }
        ),
        Should(
            "unfurl.media-type",
            "A body that is not declared as JSON is refused",
            "A body declared as something else than application/json is answered with 4xx.",
            Sources.Http("15.5.16"),
            context => context.AccessTokenAsync(),
            async (check, token) =>
                Verdict.Of(
                    Expect.ClientError(
                        await check.Calls.UnfurlAsync(
                            token,
                            new StringContent(Body(AnyLink(check)), Encoding.UTF8, "text/plain"),
                            check.Cancellation
                        ),
                        "a body of text/plain"
                    )
                )
        ),
        Must(
            "unfurl.large-body",
            "A body that is far too large is refused",
            "A body of 1 MB is answered with 4xx or the connection is closed; never with 5xx, and the service goes on.",
            Sources.Http("15.5.14"),
            context => context.AccessTokenAsync(),
            LargeBodyAsync
        ),
        Must(
            "unfurl.odd-uri",
            "An odd uri does no harm",
            "Whatever string the uri is, the answer is an error operation or 4xx: never 5xx, and never a preview.",
            Sources.Unfurling,
            context => context.AccessTokenAsync(),
            OddUrisAsync
        ),
    ];

    private static Secret UnknownToken { get; } = new("a-token-that-nobody-gave");

    private static string AnyLink(CheckRun check) => check.Options.Links.FirstOrDefault(check.Options.ForeignLink);

    private static string Body(string uri) =>
        $$"""{"uri":{{JsonSerializer.Serialize(uri, SimulatorJson.Default.String)}}}""";

    private static async Task<Verdict> LargeBodyAsync(CheckRun check, Secret token)
    {
        var large = await check.Calls.UnfurlAsync(
            token,
            ServiceCalls.Json(Body($"https://simulator.invalid/{new string('a', TooLarge)}")),
            check.Cancellation
        );
        // A server may close the connection instead of reading the body; the response is then lost.
        var violations = large.Failure is null ? Expect.ClientError(large, "a body of 1 MB").ToList() : [];
        var after = await check.Calls.UnfurlAsync(token, check.Options.ForeignLink, check.Cancellation);
        // On the connection that the server was closing.
        if (after.Failure is not null)
            after = await check.Calls.UnfurlAsync(token, check.Options.ForeignLink, check.Cancellation);
        if (after.Status is not (>= 200 and < 500))
            violations.Add($"the request after it is answered {after.Status?.ToString() ?? "not at all"}");
        return Verdict.Of(violations);
    }

    private static async Task<Verdict> OddUrisAsync(CheckRun check, Secret token)
    {
        string[] uris =
        [
            "not a link",
            "/relative",
            "//acme.com/x",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "data:text/html,x",
            "https://",
            "http://[::1",
            "http://127.0.0.1:1/",
            "http://169.254.169.254/latest/meta-data/",
            "https://acme.com/\u0000",
            "https://acme.com/%00%zz",
            "https://user:password@acme.com:99999/",
            "https://аcme.com/\U0001F600\u202E",
            $"https://acme.com/{new string('a', 3000)}",
        ];
        var violations = new List<string>();
        foreach (var uri in uris)
        {
            var response = await check.Calls.UnfurlAsync(token, uri, check.Cancellation);
            var label = $"the uri {JsonReading.Quote(uri)}";
            if (response.Status != 200)
                violations.AddRange(Expect.ClientError(response, label));
            else if (ParsedUnfurlResponse.Read(response.Body, null).Attributes is not null)
                violations.Add($"{label}: the response is a preview");
        }
        return Verdict.Of(violations);
    }
}
