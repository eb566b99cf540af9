using System.Globalization;
using Unfurl.Html;

namespace Unfurl.GitHub.Cards;

/// <summary>Builds the fields of a preview. A field without a value is null and is left out.</summary>
internal static class PreviewFields
{
    public static IReadOnlyList<Field> Of(params ReadOnlySpan<Field?> fields) => [.. fields.ToArray().OfType<Field>()];

    public static Field? OneOf(string id, string name, Choice? choice) =>
        choice is null ? null : new(id, name, new FieldValue.OneOf(choice), FieldLine.Primary);

    public static Field? Text(string id, string name, string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : new(id, name, new FieldValue.Text(text));

    public static Field? Moment(string id, string name, DateTimeOffset? moment) =>
        moment is { } value ? new(id, name, new FieldValue.Moment(value)) : null;

    // E.g. "3 comments"; null for zero.
    public static string? FormatCount(long? count, string one, string many) =>
        count switch
        {
            null or <= 0 => null,
            1 => $"1 {one}",
            { } several => string.Create(CultureInfo.InvariantCulture, $"{several:N0} {many}"),
        };

    // E.g. "12.3 MB", in powers of 1,024 as GitHub counts.
    public static string FormatBytes(long bytes) =>
        bytes switch
        {
            < 1024 => FormatCount(bytes, "byte", "bytes") ?? "0 bytes",
            < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} KB"),
            < 1024 * 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024):0.#} MB"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024 * 1024):0.##} GB"),
        };

    // E.g. "+10 −3 in 2 files". GitHub reports 0 files for very large changes; the number is then left out.
    public static string? FormatChanges(int additions, int deletions, int? files) =>
        additions == 0 && deletions == 0
            ? FormatCount(files, "file", "files")
            : string.Join(
                " in ",
                new[] { $"+{additions:N0} −{deletions:N0}", FormatCount(files, "file", "files") }.OfType<string>()
            );

    // E.g. "build, test (windows) and 3 more"; null for none.
    public static string? FormatNames(IReadOnlyList<string> names, int total)
    {
        const int shown = 5;
        var more = FormatCount(total - Math.Min(names.Count, shown), "more", "more");
        return names is [] ? null : string.Join(", ", names.Take(shown)) + (more is null ? "" : $" and {more}");
    }

    // Which checks failed, if any did.
    public static Field? FailedChecks(StatusCheckRollup? rollup) =>
        rollup?.Contexts?.Failed is { } failed
            ? Text("failed_checks", "Failed checks", FormatNames(failed, failed.Length))
            : null;

    // https://docs.github.com/en/graphql/reference/enums#statusstate
    public static Field? Checks(StatusCheckRollup? rollup) =>
        OneOf(
            "checks",
            "Checks",
            rollup?.State switch
            {
                "SUCCESS" => new Choice("Checks passed", GitHubColors.Green),
                "FAILURE" or "ERROR" => new Choice("Checks failed", GitHubColors.Red),
                "PENDING" or "EXPECTED" => new Choice("Checks running", GitHubColors.Yellow),
                _ => null,
            }
        );
}

internal sealed record StatusCheckRollup(string State, CheckConnection? Contexts = null)
{
    // Checks of apps and statuses of others, of which GitHub lists a hundred:
    // https://docs.github.com/en/graphql/reference/objects#statuscheckrollup.
    public const string Fragment = """
        fragment ChecksFields on StatusCheckRollup {
          state
          contexts(first: 100) { # optional
            totalCount
            nodes {
              ... on CheckRun {
                name
                conclusion
              }
              ... on StatusContext {
                context
                state
              }
            }
          }
        }
        """;
}

internal sealed record CheckConnection(int TotalCount = 0, IReadOnlyList<CheckContext?>? Nodes = null)
{
    public string[] Failed => [.. Nodes?.OfType<CheckContext>().Where(it => it.IsFailed).Select(it => it.Title) ?? []];
}

// A check run has a name and a conclusion, a status a context and a state.
internal sealed record CheckContext(
    string? Name = null,
    string? Conclusion = null,
    string? Context = null,
    string? State = null
)
{
    public string Title => Name ?? Context ?? "a check";

    public bool IsFailed =>
        Conclusion is "FAILURE" or "TIMED_OUT" or "STARTUP_FAILURE" or "ACTION_REQUIRED"
        || State is "FAILURE" or "ERROR";
}

internal sealed record Signature(bool IsValid);

internal sealed record LabelConnection(int TotalCount = 0, IReadOnlyList<Label?>? Nodes = null)
{
    public string[] Names => [.. Nodes?.OfType<Label>().Select(label => EmojiShortcodes.Replace(label.Name)) ?? []];

    public const string Fragment = """
        fragment LabelFields on LabelConnection {
          totalCount
          nodes {
            name
          }
        }
        """;
}

internal sealed record Label(string Name);

internal sealed record ConnectionCount(int TotalCount);

internal sealed record Named(string Name);

internal sealed record NamedConnection(int TotalCount = 0, IReadOnlyList<Named?>? Nodes = null)
{
    public static string? Line(NamedConnection? connection) =>
        PreviewFields.FormatNames(
            [.. connection?.Nodes?.OfType<Named>().Select(it => it.Name) ?? []],
            connection?.TotalCount ?? 0
        );
}
