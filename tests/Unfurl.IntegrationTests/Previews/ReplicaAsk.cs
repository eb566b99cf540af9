using Unfurl.Server.Previews;
using Call = Unfurl.IntegrationTests.Previews.ReplicaProvider.Call;
using News = Unfurl.IntegrationTests.Previews.ReplicaNews.News;

namespace Unfurl.IntegrationTests.Previews;

/// <summary>An account asks a replica.</summary>
/// <param name="Replica">Which.</param>
/// <param name="Account">Who.</param>
/// <param name="Began">When.</param>
/// <param name="Known">What the replica knew then.</param>
internal sealed record ReplicaAsk(int Replica, string Account, DateTimeOffset Began, IReadOnlyList<News> Known)
{
    private readonly TaskCompletionSource<CachedAnswer> _answer = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private readonly List<Call> _calls = [];
    private bool _isHeld;

    /// <summary>The calls that it made.</summary>
    public IReadOnlyList<Call> Calls
    {
        get
        {
            lock (_calls)
                return [.. _calls];
        }
    }

    public Task<CacheResult> Result { get; set; } = null!;

    /// <summary>The call that it holds open.</summary>
    public Call? Held => _isHeld ? Calls[0] : null;

    /// <summary>Asks the provider, which answers at once.</summary>
    public Task<CachedAnswer> CallAsync(ReplicaProvider provider) => Task.FromResult(provider.Decide(Begin(provider)));

    /// <summary>Asks the provider, and the first call stays open.</summary>
    public Task<CachedAnswer> HoldAsync(ReplicaProvider provider, bool readsAtTheEnd)
    {
        if (_isHeld)
            return CallAsync(provider);
        var call = Begin(provider);
        if (!readsAtTheEnd)
            provider.Decide(call);
        _isHeld = true;
        return _answer.Task;
    }

    /// <summary>The open call ends.</summary>
    public void End(CachedAnswer answer) => _answer.SetResult(answer);

    public override string ToString() => $"{Account} at {Replica}";

    private Call Begin(ReplicaProvider provider)
    {
        var call = provider.Begin(Replica, Account);
        lock (_calls)
            _calls.Add(call);
        return call;
    }
}
