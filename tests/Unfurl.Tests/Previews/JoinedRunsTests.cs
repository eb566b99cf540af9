using Unfurl.Server.Previews.Redis;
using Unfurl.Testing;

namespace Unfurl.Tests.Previews;

public sealed class JoinedRunsTests
{
    [Fact]
    public async Task Whoever_asks_is_answered_by_a_run_that_began_later()
    {
        const int Callers = 4;
        const int Calls = 20_000;
        var (begun, late) = (0, 0);
        var runs = new JoinedRuns<int>(async _ =>
        {
            Interlocked.Increment(ref begun);
            await Task.Yield();
            return true;
        });

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(AskAsync)));

        late.ShouldBe(0);

        async Task AskAsync()
        {
            for (var call = 0; call < Calls; call++)
            {
                var before = Volatile.Read(ref begun);
                await runs.RunAsync(call);
                if (Volatile.Read(ref begun) == before)
                    Interlocked.Increment(ref late);
            }
        }
    }

    [Fact]
    public async Task Those_who_ask_during_a_run_share_the_next()
    {
        var begun = new List<TaskCompletionSource<bool>>();
        var runs = new JoinedRuns<int>(_ =>
        {
            begun.Add(new(TaskCreationOptions.RunContinuationsAsynchronously));
            return begun[^1].Task;
        });

        var first = runs.RunAsync(0);
        var (second, third) = (runs.RunAsync(0), runs.RunAsync(0));
        begun.Count.ShouldBe(1);
        begun[0].SetException(new InvalidOperationException("It breaks."));
        await Should.ThrowAsync<InvalidOperationException>(first);
        await Eventually.TrueAsync(() => begun.Count == 2, "the next begins");
        begun[1].SetResult(true);

        (await second).ShouldBeTrue();
        (await third).ShouldBeTrue();
        begun.Count.ShouldBe(2);
    }
}
