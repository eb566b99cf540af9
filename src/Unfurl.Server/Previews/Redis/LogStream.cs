using StackExchange.Redis;

namespace Unfurl.Server.Previews.Redis;

/// <summary>The stream in Redis that holds the log.</summary>
internal static class LogStream
{
    /// <summary>The most that one read gives.</summary>
    public const int PageSize = 1000;

    /// <summary>So many records are kept, about: what is older than the first of them counts for no replica that starts.</summary>
    private const int MaxRecords = 100_000;

    /// <param name="database">Where it is.</param>
    /// <param name="from">The id of the first record wanted; null for the first there is.</param>
    public static Task<StreamEntry[]> ReadAsync(IDatabase database, string? from) =>
        database.StreamRangeAsync(RedisKeys.Log, from ?? "-", count: PageSize, flags: CommandFlags.DemandMaster);

    /// <param name="database">Where it is.</param>
    /// <param name="record">What to add.</param>
    /// <param name="id">The id it must have; null for the next.</param>
    /// <returns>Its id.</returns>
    public static async Task<string> AddAsync(IDatabase database, LogRecord record, string? id = null) =>
        (
            await database.StreamAddAsync(
                RedisKeys.Log,
                LogRecord.Field,
                record.Write(),
                id is null ? (RedisValue?)null : id,
                maxLength: MaxRecords,
                useApproximateMaxLength: true
            )
        ).ToString();

    /// <exception cref="InvalidCastException">That is none of Redis's.</exception>
    public static UInt128 IdOf(StreamEntry entry) =>
        LogRecord.TryReadId(entry.Id) ?? throw new InvalidCastException("An id that is none of Redis's.");
}
