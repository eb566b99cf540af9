using Unfurl.Server.Previews;
using Unfurl.Testing.Previews;
using static Unfurl.Tests.Previews.CacheWorld;

namespace Unfurl.Tests.Previews;

/// <summary>Many callers, one call to the provider.</summary>
public sealed class SingleFlightTests : IDisposable
{
    private readonly CacheWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("v1")]
    [InlineData("404")]
    [InlineData("502")]
    public async Task Concurrent_callers_of_one_account_share_one_call(string said)
    {
        var answer = said switch
        {
            "404" => Answers.Hidden,
            "502" => Answers.Failing,
            _ => Answers.Private(said),
        };
        var call = new HeldCall();

        var all = Enumerable.Range(0, 100).Select(_ => _world.AskAsync(Ada, call)).ToList();
        await call.Begun;
        call.Answer(answer);
        var results = await Task.WhenAll(all);

        results.ShouldAllBe(result => result.Text() == said);
        _world.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task Callers_on_many_threads_share_one_call()
    {
        var call = new HeldCall();
        var results = new Task<CacheResult>[64];

        Parallel.For(0, results.Length, i => results[i] = _world.AskAsync(Ada, call));
        call.Answer(Answers.Private("v1"));
        await Task.WhenAll(results);

        _world.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task An_exception_reaches_all_callers_and_poisons_nothing()
    {
        var call = new HeldCall();

        var all = Enumerable.Range(0, 10).Select(_ => _world.AskAsync(Ada, call)).ToList();
        await call.Begun;
        call.Fail(new InvalidOperationException("a bug"));

        foreach (var caller in all)
            (await Should.ThrowAsync<InvalidOperationException>(() => caller)).Message.ShouldBe("a bug");
        (await _world.AskAsync(Ada, Answers.Private("v1"))).Text().ShouldBe("v1");
    }

    [Fact]
    public async Task An_exception_before_the_first_wait_reaches_the_caller_and_poisons_nothing()
    {
        await Should.ThrowAsync<InvalidOperationException>(() => _world.AskWithoutProviderAsync(Ada));

        (await _world.AskAsync(Ada, Answers.Private("v1"))).Text().ShouldBe("v1");
    }

    [Fact]
    public async Task A_caller_that_gives_up_does_not_take_the_others_along()
    {
        var call = new HeldCall();
        using var patience = new CancellationTokenSource();

        var impatient = _world.AskAsync(Ada, call, patience.Token);
        var patient = _world.AskAsync(Ada, call, TestContext.Current.CancellationToken);
        await call.Begun;
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => impatient);
        call.Answer(Answers.Private("v1"));

        call.Limit.IsCancellationRequested.ShouldBeFalse();
        (await patient).Text().ShouldBe("v1");
    }

    [Fact]
    public async Task A_caller_that_gives_up_while_an_older_copy_waits_gets_no_answer()
    {
        await _world.AskAsync(Ada, Answers.Private("v1"));
        _world.Clock.Advance(Fresh);
        var call = new HeldCall();
        using var patience = new CancellationTokenSource();

        var impatient = _world.AskAsync(Ada, call, patience.Token);
        await patience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => impatient);
    }

    [Fact]
    public async Task The_work_of_callers_that_all_gave_up_is_kept()
    {
        var call = new HeldCall();
        using var patience = new CancellationTokenSource();

        var impatient = _world.AskAsync(Ada, call, patience.Token);
        await call.Begun;
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => impatient);
        var next = _world.AskWithoutProviderAsync(Ada);
        call.Answer(Answers.Private("v1"));

        (await next).Text().ShouldBe("v1");
    }

    [Fact]
    public async Task The_hard_timeout_reaches_the_call()
    {
        var (call, asked) = await _world.BeginAsync(Ada);

        _world.Clock.Advance(HardTimeout - TimeSpan.FromMilliseconds(1));
        var before = call.Limit.IsCancellationRequested;
        _world.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var after = call.Limit.IsCancellationRequested;
        call.Answer(Answers.Failing);

        (before, after).ShouldBe((false, true));
        (await asked).Text().ShouldBe("502");
    }

    [Fact]
    public async Task A_wait_that_ended_early_leaves_no_timer_behind()
    {
        await _world.AskAsync(Ada, Answers.Private("v1"));
        _world.Clock.Advance(Fresh);

        await _world.AskAsync(Ada, Answers.Private("v2"));

        _world.Clock.WaitingTimers.ShouldBe(0);
    }

    [Fact]
    public async Task Accounts_do_not_wait_for_each_other()
    {
        var (call, asked) = await _world.BeginAsync(Ada);

        var ben = await _world.AskAsync(Ben, Answers.Hidden);
        call.Answer(Answers.Private("v1"));

        ben.Text().ShouldBe("404");
        (await asked).Text().ShouldBe("v1");
    }
}
