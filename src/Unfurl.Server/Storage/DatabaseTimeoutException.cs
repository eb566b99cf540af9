using System.Data.Common;

namespace Unfurl.Server.Storage;

/// <summary>The database did not respond within the time that its caller can wait.</summary>
internal sealed class DatabaseTimeoutException() : DbException("The database did not respond in time.");

internal static class DatabaseTimeoutExtensions
{
    // A statement that is late is cancelled first, which may take longer than the statement was given.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(Database.StatementTimeout);

    /// <summary>Ends the wait for the database, and leaves its work to end by itself.</summary>
    /// <exception cref="DatabaseTimeoutException">It did not respond in time.</exception>
    public static async Task<T> WithinLimitAsync<T>(this Task<T> work, CancellationToken cancellationToken)
    {
        try
        {
            // The database runs on no test's clock.
            return await work.WaitAsync(Limit, TimeProvider.System, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new DatabaseTimeoutException();
        }
    }
}
