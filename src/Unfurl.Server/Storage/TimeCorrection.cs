namespace Unfurl.Server.Storage;

/// <summary>
/// Corrects stored times that are later than any right clock could have stored. The database may take its time for it, in which
/// right clocks go on: a correction that ends so late that it may concern what they stored is rolled back.
/// </summary>
internal sealed class TimeCorrection(Database database, StorageClock clock)
{
    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    /// <summary>What a right clock may have stored at most.</summary>
    public DateTimeOffset Latest => Now + StorageClockWorker.Tolerance;

    /// <returns>How many rows were corrected.</returns>
    public async Task<int> ExecuteAsync(string sql, object times, CancellationToken cancellationToken)
    {
        try
        {
            return await database.InTransactionAsync(
                async session =>
                {
                    var corrected = await session.ExecuteAsync(sql, times);
                    return clock.GetUtcNow() <= Latest ? corrected : throw new TooLateException();
                },
                cancellationToken
            );
        }
        catch (TooLateException)
        {
            return 0;
        }
    }

    private sealed class TooLateException : Exception;
}
