namespace Unfurl.Server.Previews.Redis;

/// <summary>
/// Work that many ask for at once and that is done once for all of them: one run at a time, and whoever asks during a run
/// shares the next one, which begins after they asked.
/// </summary>
/// <param name="run">Does the work.</param>
internal sealed class JoinedRuns<T>(Func<T, Task<bool>> run)
{
    private readonly Lock _gate = new();
    private Task<bool> _current = Task.FromResult(true);
    private Task<bool>? _next;

    /// <returns>What a run gave that began after this was called.</returns>
    public Task<bool> RunAsync(T argument)
    {
        lock (_gate)
        {
            if (_next is not null)
                return _next;
            return _current.IsCompleted ? _current = run(argument) : _next = RunNextAsync(_current, argument);
        }
    }

    private async Task<bool> RunNextAsync(Task current, T argument)
    {
        // Also when it is over by now: otherwise the next run would begin before it is noted as the next, and stay noted.
        await current.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        Task<bool> next;
        lock (_gate)
        {
            _next = null;
            next = _current = run(argument);
        }
        return await next;
    }
}
