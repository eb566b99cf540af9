using Unfurl.Adapters.Testing.Recordings;

namespace Unfurl.Adapters.Testing.Outcomes;

/// <summary>Calls an adapter once for each recording and each fault in its place.</summary>
internal static class FaultyRuns
{
    // Long enough for any adapter on a busy machine. One that never gives up takes longer.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static async Task<IReadOnlyList<string>> ProblemsAsync<T>(CheckedCall<T> call)
        where T : class
    {
        var problems = new List<string>();
        foreach (var exchange in call.Http.Exchanges)
        {
            foreach (var fault in Fault.For(exchange, call.Tested.Time.GetUtcNow()))
            {
                if (await ProblemAsync(call, exchange, fault) is { } problem)
                    problems.Add($"{exchange} with {fault.Name}: {problem}.");
            }
            if (await CancellationProblemAsync(call, exchange) is { } endless)
                problems.Add($"{exchange}: {endless}.");
        }
        return problems;
    }

    private static async Task<string?> ProblemAsync<T>(CheckedCall<T> call, RecordedExchange exchange, Fault fault)
        where T : class
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            // On another thread: an adapter that waits for a task would stop the test.
            var (result, log) = await Task.Run(
                    () => call.RunAsync(exchange, async _ => fault.Respond(), limit.Token),
                    CancellationToken.None
                )
                .WaitAsync(Limit, CancellationToken.None);
            return Judge(result) ?? TextProblem([call.Describe(result), .. log]);
        }
        catch (Exception exception)
            when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            return Judge(call.Unavailable(exception.GetType().Name));
        }
        catch (TimeoutException)
        {
            return "the call does not end";
        }
        catch (AdapterTestException failure)
        {
            return failure.Message;
        }
        catch (Exception exception)
        {
            return $"it threw {exception.GetType().Name} ({exception.Message}), and an exception is a bug";
        }

        string? Judge(T result) => exchange.IsOptional ? null : call.Judge(fault.Kind, exchange, result);
    }

    private static string? TextProblem(IEnumerable<string> texts) =>
        texts.Any(text => text.Contains(Fault.Text, StringComparison.Ordinal))
            ? "the result or the log repeats text of the answer, which may hold anything: say what happened in your own words"
            : null;

    private static async Task<string?> CancellationProblemAsync<T>(CheckedCall<T> call, RecordedExchange exchange)
        where T : class
    {
        using var cancelled = new CancellationTokenSource();
        using var over = new CancellationTokenSource();
        var running = Task.Run(
            () => call.RunAsync(exchange, CancelAndWaitAsync, cancelled.Token),
            CancellationToken.None
        );
        try
        {
            await running.WaitAsync(call.Tested.CancellationLimit, CancellationToken.None);
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            await over.CancelAsync();
            return "the call goes on after it was cancelled: pass the cancellation token on to every request and every read";
        }
        catch (Exception)
        {
            // It ended, which is all that was asked.
        }
        return null;

        async Task<HttpResponseMessage> CancelAndWaitAsync(CancellationToken token)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(token, over.Token);
            await cancelled.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, either.Token);
            throw new OperationCanceledException(either.Token);
        }
    }
}
