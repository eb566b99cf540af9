using Unfurl.Simulator.Reading;
using Unfurl.Simulator.Service;
using static Unfurl.Simulator.Checks.CheckList;

namespace Unfurl.Simulator.Checks;

/// <summary>What the service answers for links that the account can see.</summary>
internal static class UnfurlAnswerChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        Must(
            "unfurl.answer",
            "A link is answered with JSON",
            "A link that the account can see is answered with status 200 and a JSON object, declared as application/json.",
            Sources.Unfurling,
            session => session.LinksAsync(),
            (check, links) => EveryLink(links, link => [.. link.Answer.CheckJson(), .. NotJson(link.Answer)])
        ),
        Must(
            "unfurl.uri",
            "The uri is echoed",
            "The answer's uri is exactly the uri that was asked for.",
            Sources.Unfurling,
            ReadAsync,
            (check, links) =>
                EveryLink(links, link => link.Read.Uri == link.Link ? [] : ["the uri is not echoed exactly"])
        ),
        Must(
            "unfurl.size",
            "The answer is not too large",
            "The answer is no larger than 500 KB, the most that Notion takes as a payload.",
            Sources.Limits,
            session => session.LinksAsync(),
            (check, links) => EveryLink(links, link => link.Read.Violations.Where(IsSize))
        ),
        Must(
            "unfurl.attributes",
            "A visible link has a preview that Notion takes",
            "The answer has operations with attributes, each with a type, sub-type, section and value as Notion's table has them.",
            Sources.Attributes,
            ReadAsync,
            (check, links) => EveryLink(links, link => [.. Missing(link.Read), .. Other(link.Read)])
        ),
        Must(
            "unfurl.title",
            "The preview has a title",
            "The attributes hold one of sub-type title.",
            Sources.Attributes,
            ShownAsync,
            (check, links) => EveryLink(links, link => AttributeReader.MissingTitle(link.Read.Attributes!))
        ),
        Must(
            "unfurl.developer",
            "The preview names its developer",
            "The attributes hold the one with the id dev, named Developer Name, an inline plain_text in section secondary.",
            Sources.Attributes,
            ShownAsync,
            (check, links) => EveryLink(links, link => AttributeReader.WrongDeveloper(link.Read.Attributes!))
        ),
        Should(
            "unfurl.time",
            "The answer comes in time",
            "Somebody waits for the preview: a link is answered within the time given by --answer-within.",
            Sources.Unfurling,
            session => session.LinksAsync(),
            (check, links) =>
                EveryLink(
                    links,
                    link =>
                        link.Took <= check.Options.AnswerLimit
                            ? []
                            :
                            [
                                $"the answer took {link.Took.TotalSeconds:0.0} s, more than {check.Options.AnswerLimit.TotalSeconds:0.0} s",
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

    private static async Task<Step<IReadOnlyList<UnfurledLink>>> ReadAsync(Session session) =>
        (await session.LinksAsync()).Then(links =>
            links.Any(link => link.Answer.CheckJson().Any() || NotJson(link.Answer).Count > 0)
                ? Step<IReadOnlyList<UnfurledLink>>.Without(Verdict.Blocked("there is no answer: see unfurl.answer"))
            : links.Any(link => IsTooLarge(link.Answer))
                ? Step<IReadOnlyList<UnfurledLink>>.Without(Verdict.Blocked("the answer is too large: see unfurl.size"))
            : Step<IReadOnlyList<UnfurledLink>>.Of(links)
        );

    private static async Task<Step<IReadOnlyList<UnfurledLink>>> ShownAsync(Session session) =>
        (await ReadAsync(session)).Then(links =>
            links.All(link => link.Read.Attributes is not null)
                ? Step<IReadOnlyList<UnfurledLink>>.Of(links)
                : Step<IReadOnlyList<UnfurledLink>>.Without(
                    Verdict.Blocked("there are no attributes: see unfurl.attributes")
                )
        );

    private static List<string> NotJson(ServiceAnswer answer)
    {
        var problems = new List<string>();
        if (answer.Status == 200 && !IsTooLarge(answer))
            JsonReading.Object(answer.Body, problems);
        return problems;
    }

    private static bool IsTooLarge(ServiceAnswer answer) =>
        UnfurlAnswer.Read(answer.Body, null).Violations is [UnfurlAnswer.TooLarge];

    private static bool IsSize(string violation) => violation == UnfurlAnswer.TooLarge;

    private static IEnumerable<string> Missing(UnfurlAnswer read) =>
        read.Attributes is not null ? []
        : read.Error is { } error ? [$"it is answered with an error operation, status {error.Status}"]
        : ["there is no operation that sets attributes"];

    /// <summary>What no other check says.</summary>
    private static IEnumerable<string> Other(UnfurlAnswer read) =>
        read.Violations.Except([
            UnfurlAnswer.TooLarge,
            .. AttributeReader.MissingTitle(read.Attributes ?? []),
            .. AttributeReader.WrongDeveloper(read.Attributes ?? []),
        ]);

    private static Verdict EveryLink(
        IReadOnlyList<UnfurledLink> links,
        Func<UnfurledLink, IEnumerable<string>> problems
    ) => Verdict.Of(links.SelectMany(link => problems(link).Select(problem => $"{link.Link}: {problem}")));

    private static async Task<Verdict> UnknownMembersAsync(CheckContext check, IReadOnlyList<UnfurledLink> links)
    {
        var (link, token) = (links[0].Link, (await check.Session.AccessTokenAsync()).Value!);
        var uri = System.Text.Json.JsonSerializer.Serialize(link, SimulatorJson.Default.String);
        var answer = await check.Calls.UnfurlAsync(
            token,
            ServiceCalls.Json($$"""{"workspace":{"id":7},"uri":{{uri}},"newer":[null,true]}"""),
            check.Cancellation
        );
        return answer.CheckJson().ToList() is { Count: > 0 } problems ? Verdict.Of(problems)
            : UnfurlAnswer.Read(answer.Body, link).Attributes is not null ? Verdict.Passed
            : Verdict.Of("the answer is not the preview that the same link has without them");
    }
}
