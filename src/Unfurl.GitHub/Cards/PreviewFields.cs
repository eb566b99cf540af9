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

internal sealed record StatusCheckRollup(string State);

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
    // E.g. "build, test (windows) and 3 more"; null for none.
    public static string? Line(NamedConnection? connection)
    {
        var names = connection?.Nodes?.OfType<Named>().Select(it => it.Name).ToArray() ?? [];
        var more = PreviewFields.FormatCount((connection?.TotalCount ?? 0) - names.Length, "more", "more");
        return names is [] ? null : string.Join(", ", names) + (more is null ? "" : $" and {more}");
    }
}
