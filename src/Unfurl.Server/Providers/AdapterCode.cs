namespace Unfurl.Server.Providers;

/// <summary>Runs code of an adapter at the start, which may fail in any way and may not come back.</summary>
internal static class AdapterCode
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <returns>The result, or the exception; a <see cref="TimeoutException"/> after the limit, while the code goes on.</returns>
    public static (T? Result, Exception? Exception) Run<T>(Func<T> work, TimeSpan limit)
        where T : class
    {
        // Only a thread of its own can be left alone.
        (T? Result, Exception? Exception) outcome = default;
        var thread = new Thread(() =>
        {
            try
            {
                outcome = (work(), null);
            }
            catch (Exception exception)
            {
                outcome = (null, exception);
            }
        })
        {
            IsBackground = true,
        };
        thread.Start();
        return thread.Join(limit) ? outcome : (null, new TimeoutException());
    }
}
