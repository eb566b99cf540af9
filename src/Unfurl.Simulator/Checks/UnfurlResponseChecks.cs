using Unfurl.Notion.Reading;
using Unfurl.Simulator.Service;
using static Unfurl.Simulator.Checks.CheckFactory;

namespace Unfurl.Simulator.Checks;

/// <summary>Checks of the responses to links that the account can see.</summary>
internal static class UnfurlResponseChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        Must(
            "unfurl.answer",
            "A link is answered with JSON",
            "A link that the account can see is answered with status 200 and a JSON object, declared as application/json.",
            Sources.Unfurling,
            context => context.UnfurlLinksAsync(),
            (check, links) => EveryLink(links, link => [.. link.Response.CheckJson(), .. NotJson(link.Response)])
        ),
        Must(
            "unfurl.uri",
            "The uri is echoed",
            "The answer's uri is exactly the uri that was asked for.",
            Sources.Unfurling,
            ReadAsync,
            (check, links) =>
                EveryLink(links, link => link.Parsed.Uri == link.Link ? [] : ["the uri is not echoed exactly"])
        ),
        Must(
            "unfurl.size",
            "The answer is not too large",
            "The answer is no larger than 500 KB, the most that Notion takes as a payload.",
            Sources.Limits,
            context => context.UnfurlLinksAsync(),
            (check, links) => EveryLink(links, link => link.Parsed.Violations.Where(IsSize))
        ),
        Must(
            "unfurl.attributes",
            "A visible link has a preview that Notion takes",
            "The answer has operations with attributes, each with a type, sub-type, section and value as Notion's table has them.",
            Sources.Attributes,
            ReadAsync,
            (check, links) =>
                EveryLink(links, link => [.. MissingAttributes(link.Parsed), .. OtherViolations(link.Parsed)])
        ),
        Must(
            "unfurl.title",
            "The preview has a title",
            "The attributes hold one of sub-type title.",
            Sources.Attributes,
            ShownAsync,
            (check, links) => EveryLink(links, link => AttributeReader.MissingTitle(link.Parsed.Attributes!))
        ),
        Must(
            "unfurl.developer",
            "The preview names its developer",
            "The attributes hold the one with the id dev, named Developer Name, an inline plain_text in section secondary.",
            Sources.Attributes,
            ShownAsync,
            (check, links) => EveryLink(links, link => AttributeReader.WrongDeveloper(link.Parsed.Attributes!))
        ),
        Should(
            "unfurl.time",
            "The answer comes in time",
            "Somebody waits for the preview: a link is answered within the time given by --answer-within.",
            Sources.Unfurling,
            context => context.UnfurlLinksAsync(),
            (check, links) =>
                EveryLink(
                    links,
                    link =>
                        link.Duration <= check.Options.AnswerLimit
                            ? []
                            :
                            [
                                $"the response took {link.Duration.TotalSeconds:0.0} s, more than {check.Options.AnswerLimit.TotalSeconds:0.0} s",
                            ]
                )
        ),
        Should(
            "unfurl.unknown-members",
            "More in the request does no harm",
            "A request with members that the service does not know is answered like one without: Notion may add some.",
            Sources.Versioning,
            ShownAsync,
            UnknownMembersAsync
        ),
    ];

    private static async Task<Prerequisite<IReadOnlyList<UnfurledLink>>> ReadAsync(CheckContext context) =>
        (await context.UnfurlLinksAsync()).Then(links =>
            links.Any(link => link.Response.CheckJson().Any() || NotJson(link.Response).Count > 0)
                ? Prerequisite<IReadOnlyList<UnfurledLink>>.Unmet(
                    Verdict.Blocked("there is no response: see unfurl.answer")
                )
            : links.Any(link => IsTooLarge(link.Response))
                ? Prerequisite<IReadOnlyList<UnfurledLink>>.Unmet(
                    Verdict.Blocked("the response is too large: see unfurl.size")
                )
            : Prerequisite<IReadOnlyList<UnfurledLink>>.Of(links)
        );

    private static async Task<Prerequisite<IReadOnlyList<UnfurledLink>>> ShownAsync(CheckContext context) =>
        (await ReadAsync(context)).Then(links =>
            links.All(link => link.Parsed.Attributes is not null)
                ? Prerequisite<IReadOnlyList<UnfurledLink>>.Of(links)
                : Prerequisite<IReadOnlyList<UnfurledLink>>.Unmet(
                    Verdict.Blocked("there are no attributes: see unfurl.attributes")
                )
        );

    private static List<string> NotJson(ServiceResponse response)
    {
        var problems = new List<string>();
        if (response.Status == 200 && !IsTooLarge(response))
            JsonReading.ParseObject(response.Body, problems);
        return problems;
    }

    private static bool IsTooLarge(ServiceResponse response) =>
        ParsedUnfurlResponse.Read(response.Body, null).Violations is [ParsedUnfurlResponse.TooLarge];

    private static bool IsSize(string violation) => violation == ParsedUnfurlResponse.TooLarge;

    private static IEnumerable<string> MissingAttributes(ParsedUnfurlResponse read) =>
        read.Attributes is not null ? []
        : read.Error is { } error ? [$"it is answered with an error operation, status {error.Status}"]
        : ["there is no operation that sets attributes"];

    // The rules without a check of their own.
    private static IEnumerable<string> OtherViolations(ParsedUnfurlResponse read) =>
        read.Violations.Except([
            ParsedUnfurlResponse.TooLarge,
            .. AttributeReader.MissingTitle(read.Attributes ?? []),
            .. AttributeReader.WrongDeveloper(read.Attributes ?? []),
        ]);

    private static Verdict EveryLink(
        IReadOnlyList<UnfurledLink> links,
        Func<UnfurledLink, IEnumerable<string>> problems
    ) => Verdict.Of(links.SelectMany(link => problems(link).Select(problem => $"{link.Link}: {problem}")));

    private static async Task<Verdict> UnknownMembersAsync(CheckRun check, IReadOnlyList<UnfurledLink> links)
    {
        var (link, token) = (links[0].Link, (await check.Context.AccessTokenAsync()).Value!);
        var uri = System.Text.Json.JsonSerializer.Serialize(link, SimulatorJson.Default.String);
        var response = await check.Calls.UnfurlAsync(
            token,
            ServiceCalls.Json($$"""{"workspace":{"id":7},"uri":{{uri}},"newer":[null,true]}"""),
            check.Cancellation
        );
        return response.CheckJson().ToList() is { Count: > 0 } problems ? Verdict.Of(problems)
            : ParsedUnfurlResponse.Read(response.Body, link).Attributes is not null ? Verdict.Passed
            : Verdict.Of("the response is not the preview that the same link has without them");
    }
}
