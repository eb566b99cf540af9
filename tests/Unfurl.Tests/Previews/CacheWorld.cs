using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Unfurl.Server.Configuration;
using Unfurl.Server.Previews;
using Unfurl.Testing;
using Unfurl.Testing.Previews;

namespace Unfurl.Tests.Previews;

/// <summary>A cache with a clock of its own, and a provider that answers what a test says.</summary>
internal sealed class CacheWorld : ICacheGroup, IDisposable
{
    public const string Ada = "ada";
    public const string Ben = "ben";
    public const string Carol = "carol";

    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan Stale = TimeSpan.FromHours(24);
    public static readonly TimeSpan SoftTimeout = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan HardTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Room for entries, in bytes.</summary>
    public const long MemoryBudget = 128 * 1024 * 1024;

    private int _calls;

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public CacheWorld(TimeSpan? fresh = null, ISharedLevel? shared = null, TestClock? clock = null)
    {
        Clock = clock ?? new();
        var settings = Settings(fresh ?? Fresh);
        Memory = new MemoryLevel(MemoryBudget, Invalidations, Clock);
        shared ??= new NoSharedLevel(isAlone: true);
        Invalidator = new Invalidator(Invalidations, shared);
        Cache = new PreviewCache(
            Memory,
            shared,
            // No chance: what is promised for at most a time is kept for just that.
            new Copies(Memory, Invalidations, new Lifetimes(settings.Cache, () => 0), Clock),
            Invalidations,
            settings,
            new CacheMetrics(_services.GetRequiredService<IMeterFactory>(), Memory),
            Clock
        );
    }

    public TestClock Clock { get; }

    public Invalidations Invalidations { get; } = new();

    public MemoryLevel Memory { get; }

    public PreviewCache Cache { get; }

    public Invalidator Invalidator { get; }

    int ICacheGroup.Size => 1;

    PreviewCache ICacheGroup.this[int replica] => Cache;

    Invalidator ICacheGroup.InvalidatorOf(int replica) => Invalidator;

    /// <summary>How often the provider was asked.</summary>
    public int Calls => _calls;

    /// <summary>An account asks while the provider answers at once.</summary>
    public Task<CacheResult> AskAsync(string account, Answer answer, CacheKey? link = null) =>
        AskAsync(account, () => answer, link);

    /// <summary>The same with an answer that is made when the provider is asked.</summary>
    public async Task<CacheResult> AskAsync(string account, Func<Answer> answer, CacheKey? link = null) =>
        await Cache.GetOrResolveAsync(
            account,
            link ?? Answers.Item,
            _ =>
            {
                Interlocked.Increment(ref _calls);
                return Task.FromResult(answer());
            },
            TestContext.Current.CancellationToken
        );

    /// <summary>An account asks while the provider takes its time.</summary>
    public async Task<CacheResult> AskAsync(
        string account,
        HeldCall call,
        CancellationToken cancellationToken = default
    ) =>
        await Cache.GetOrResolveAsync(
            account,
            Answers.Item,
            limit =>
            {
                Interlocked.Increment(ref _calls);
                return call.Begin(limit);
            },
            cancellationToken
        );

    /// <summary>An account asks, and nobody may ask the provider.</summary>
    public async Task<CacheResult> AskWithoutProviderAsync(string account) =>
        await Cache.GetOrResolveAsync(
            account,
            Answers.Item,
            _ => throw new InvalidOperationException("The provider was asked."),
            TestContext.Current.CancellationToken
        );

    /// <summary>Starts a request whose provider call is under way when this returns.</summary>
    public async Task<(HeldCall Call, Task<CacheResult> Result)> BeginAsync(string account)
    {
        var call = new HeldCall();
        var result = AskAsync(account, call);
        await call.Begun;
        return (call, result);
    }

    int ICacheGroup.WaitingForOthers(int replica) => 0;

    void ICacheGroup.Advance(TimeSpan time) => Clock.Advance(time);

    bool ICacheGroup.IsCutOff(int replica) => false;

    Task ICacheGroup.ApplyAsync(CacheEvent happens) => Task.CompletedTask;

    Task ICacheGroup.SettleAsync() => Task.CompletedTask;

    public void Dispose() => _services.Dispose();

    private static UnfurlOptions Settings(TimeSpan fresh) =>
        new()
        {
            Cache = { Fresh = fresh, Stale = Stale },
            Resolve = { SoftTimeout = SoftTimeout, Timeout = HardTimeout },
        };
}

/// <summary>A call to the provider that ends when the test says so.</summary>
internal sealed class HeldCall
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Answer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the provider is asked.</summary>
    public Task Begun => _begun.Task;

    /// <summary>The time limit the call was given.</summary>
    public CancellationToken Limit { get; private set; }

    public Task<Answer> Begin(CancellationToken limit)
    {
        Limit = limit;
        _begun.TrySetResult();
        return _answer.Task;
    }

    public void Answer(Answer answer) => _answer.SetResult(answer);

    public void Fail(Exception exception) => _answer.SetException(exception);
}
