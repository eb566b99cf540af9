namespace Unfurl.Server.Storage;

internal interface IExpiring
{
    Task<int> RemoveExpiredAsync(CancellationToken cancellationToken);
}

/// <summary>Removes expired codes, tokens, sessions and requests: at start, then every few minutes.</summary>
internal sealed partial class ExpiredRemovalWorker(
    IEnumerable<IExpiring> repositories,
    TimeProvider time,
    ILogger<ExpiredRemovalWorker> logger
) : PeriodicWorker(Interval, time, logger)
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        // Rooms register from the bottom up. Rows of a higher room keep rows of a lower one in use, so they go first.
        foreach (var repository in repositories.Reverse())
            await TryAsync(token => RemoveAsync(repository, token), cancellationToken);
    }

    private async Task RemoveAsync(IExpiring repository, CancellationToken cancellationToken)
    {
        if (await repository.RemoveExpiredAsync(cancellationToken) is > 0 and var count)
            Log.Removed(logger, count, repository.GetType().Name);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "Removed {Count} expired rows of {Repository}.")]
        public static partial void Removed(ILogger logger, int count, string repository);
    }
}
