using System.Globalization;
using StackExchange.Redis;

namespace Unfurl.Server.Previews.Redis;

/// <summary>
/// A record of the log, as text: the incarnation that its writer knew, the server's run id, the writer, the writer's number
/// for it, and what ends.
/// </summary>
/// <param name="Incarnation">The id of the first record of the log's life, as far as the writer knew; zero in that record itself.</param>
/// <param name="Run">Which server it was written to.</param>
/// <param name="Writer">Which replica wrote it.</param>
/// <param name="Number">Counts the writer's records.</param>
/// <param name="Invalidations">What ends.</param>
internal sealed record LogRecord(
    UInt128 Incarnation,
    string Run,
    string Writer,
    long Number,
    IReadOnlyList<Invalidation> Invalidations
)
{
    /// <summary>The name of a record's only field.</summary>
    public static readonly RedisValue Field = "r";

    private const char Separator = '|';

    public string Write() =>
        string.Join(
            Separator,
            IdOf(Incarnation),
            Run,
            Writer,
            Number.ToString(CultureInfo.InvariantCulture),
            string.Join(" ", Invalidations.Select(Write))
        );

    /// <returns>Null for anything that <see cref="Write()"/> did not make.</returns>
    public static LogRecord? Read(StreamEntry entry)
    {
        var parts = ((string?)entry[Field] ?? "").Split(Separator);
        if (
            parts is not [var incarnation, var run, var writer, var number, var text]
            || TryReadId(incarnation) is not { } id
            || !long.TryParse(number, CultureInfo.InvariantCulture, out var parsed)
        )
            return null;
        var invalidations = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ReadInvalidation).ToList();
        return invalidations.Contains(null) ? null : new(id, run, writer, parsed, invalidations!);
    }

    /// <summary>An id of Redis's, whose halves are milliseconds and a number, in one number.</summary>
    public static UInt128? TryReadId(string? text) =>
        text?.Split('-') is [var time, var number]
        && ulong.TryParse(time, CultureInfo.InvariantCulture, out var upper)
        && ulong.TryParse(number, CultureInfo.InvariantCulture, out var lower)
            ? new UInt128(upper, lower)
            : null;

    public static string IdOf(UInt128 id) =>
        string.Create(CultureInfo.InvariantCulture, $"{(ulong)(id >> 64)}-{(ulong)id}");

    private static string Write(Invalidation invalidation) =>
        invalidation switch
        {
            Invalidation.Purge(var tag) => $"p{tag}",
            Invalidation.Expire(var tag) => $"x{tag}",
            Invalidation.End(var key) => $"e{RedisKeys.Name(key)}",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static Invalidation? ReadInvalidation(string text) =>
        text[0] switch
        {
            'p' when ReadTag(text) is { } tag => new Invalidation.Purge(tag),
            'x' when ReadTag(text) is { } tag => new Invalidation.Expire(tag),
            'e'
                when text.Length == 65
                    && UInt128.TryParse(text[1..33], NumberStyles.HexNumber, null, out var link)
                    && UInt128.TryParse(text[33..], NumberStyles.HexNumber, null, out var owner) =>
                new Invalidation.End(new(link, owner)),
            _ => null,
        };

    private static InvalidationTag? ReadTag(string text) =>
        text.Length == 17 && ulong.TryParse(text.AsSpan(1), NumberStyles.HexNumber, null, out var hash)
            ? new(hash)
            : null;
}
