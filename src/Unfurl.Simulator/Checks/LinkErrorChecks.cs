using Unfurl.Notion.Reading;
using Unfurl.Simulator.Service;
using static Unfurl.Simulator.Checks.CheckFactory;

namespace Unfurl.Simulator.Checks;

/// <summary>Checks of links without a preview, and of removed previews.</summary>
internal static class LinkErrorChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        Must(
            "unfurl.missing-link",
            "A link to nothing is answered with an error operation",
            "A link that leads to nothing is answered with status 200 and an error operation: an HTTP error status and a message.",
            Sources.Unfurling,
            context => UnfurlAsync(context, context.Options.MissingLink, "--missing-link"),
            (check, link) => Verdict.Of(ErrorOperation(link))
        ),
        Should(
            "unfurl.error-message",
            "An error message repeats nothing of the link",
            "People who cannot follow the link see the message: it does not repeat the link or its path.",
            Sources.Unfurling,
            context => UnfurlAsync(context, context.Options.MissingLink, "--missing-link"),
            (check, link) => RepeatsLink(link)
        ),
        Should(
            "unfurl.hidden-link",
            "A hidden link is answered like a missing one",
            "A link to something that the account may not see is answered word for word like one that leads to nothing.",
            Sources.Http("15.5.4"),
            context => UnfurlAsync(context, context.Options.HiddenLink, "--hidden-link"),
            HiddenAsync
        ),
        Must(
            "unfurl.foreign-link",
            "A link of somebody else's is answered with an error operation",
            "A link of a host that is not the service's is answered with status 200 and an error operation, or with 4xx.",
            Sources.Unfurling,
            context => UnfurlAsync(context, context.Options.ForeignLink, "--foreign-link"),
            (check, link) =>
                link.Response.Status is >= 400 and < 500 ? Verdict.Passed : Verdict.Of(ErrorOperation(link))
        ),
        Must(
            "unfurl.delete-bearer-needed",
            "Nobody else can end a preview",
            "A DELETE of the Unfurl Callback URL without an access token is answered 401 with WWW-Authenticate: Bearer.",
            Sources.Bearer("3"),
            async check =>
                Verdict.Of(
                    Expect.BearerChallenge(
                        await check.Calls.DeletePreviewAsync(null, check.Options.ForeignLink, check.Cancellation),
                        "without a token"
                    )
                )
        ),
        Must(
            "unfurl.delete",
            "A removed preview is taken note of",
            "A DELETE with the uri, sent when no preview of it is left, is answered with success; pasted again, the link has a preview again.",
            Sources.Deleting,
            context => context.UnfurlLinksAsync(),
            DeletePreviewAsync
        ),
    ];

    private static async Task<Prerequisite<UnfurledLink>> UnfurlAsync(
        CheckContext context,
        string? link,
        string option
    ) =>
        link is null
            ? Prerequisite<UnfurledLink>.Unmet(Verdict.Skipped($"no such link was given ({option})"))
            : await context.UnfurlAsync(link);

    private static List<string> ErrorOperation(UnfurledLink link)
    {
        var problems = link.Response.CheckJson().ToList();
        if (problems.Count > 0)
            return problems;
        var read = ParsedUnfurlResponse.Read(link.Response.Body, link.Link);
        problems.AddRange(read.Violations);
        if (read.Error is null && read.Violations.Count == 0)
            problems.Add("there is no error operation");
        if (read.Attributes is not null)
            problems.Add("there are attributes of something that cannot be shown");
        return problems;
    }

    private static Verdict RepeatsLink(UnfurledLink link)
    {
        if (link.Parsed.Error is not { } error)
            return Verdict.Blocked("there is no error operation: see unfurl.missing-link");
        var path = Uri.TryCreate(link.Link, UriKind.Absolute, out var url) ? url.AbsolutePath : link.Link;
        return
            error.Message.Contains(link.Link, StringComparison.OrdinalIgnoreCase)
            || (path.Length > 1 && error.Message.Contains(path, StringComparison.OrdinalIgnoreCase))
            ? Verdict.Of("the message repeats a part of the link")
            : Verdict.Passed;
    }

    private static async Task<Verdict> HiddenAsync(CheckRun check, UnfurledLink hidden)
    {
        if (check.Options.MissingLink is not { } missing)
            return Verdict.Skipped("no link that leads to nothing was given to compare with (--missing-link)");
        if ((await check.Context.UnfurlAsync(missing)).Value is not { Parsed.Error: { } expected } other)
            return Verdict.Blocked("there is no error operation: see unfurl.missing-link");
        var violations = new List<string>();
        if (hidden.Response.Status != other.Response.Status)
            violations.Add(
                $"the hidden link is answered {hidden.Response.Status}, the missing one {other.Response.Status}"
            );
        if (hidden.Parsed.Attributes is not null)
            violations.Add("the hidden link is shown");
        if (hidden.Parsed.Error != expected)
            violations.Add("the hidden link's error is not word for word the missing link's");
        return Verdict.Of(violations);
    }

    private static async Task<Verdict> DeletePreviewAsync(CheckRun check, IReadOnlyList<UnfurledLink> links)
    {
        var (link, token) = (links[0].Link, (await check.Context.AccessTokenAsync()).Value!);
        var violations = Expect
            .Success(await check.Calls.DeletePreviewAsync(token, link, check.Cancellation), "the DELETE")
            .ToList();
        ServiceResponse again = await check.Calls.UnfurlAsync(token, link, check.Cancellation);
        if (again.Status != links[0].Response.Status)
            violations.Add($"pasted again, the link is answered {again.Status?.ToString() ?? "not at all"}");
        return Verdict.Of(violations);
    }
}
