using Unfurl.Server.Previews;
using Call = Unfurl.Testing.Previews.CacheProvider.Call;
using News = Unfurl.Testing.Previews.CacheNews.News;

namespace Unfurl.Testing.Previews;

/// <summary>An account asks a replica.</summary>
/// <param name="Replica">Which.</param>
/// <param name="Account">Who.</param>
/// <param name="Began">When.</param>
internal sealed record CacheAsk(int Replica, string Account, DateTimeOffset Began)
{
    /// <summary>What the replica knew at the latest when it could answer.</summary>
    public required IReadOnlyList<News> Known { get; set; }

    private readonly TaskCompletionSource<Answer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
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
    public Task<Answer> CallAsync(CacheProvider provider) => Task.FromResult(provider.Decide(Begin(provider)));

    /// <summary>Asks the provider, and the first call stays open.</summary>
    public Task<Answer> HoldAsync(CacheProvider provider, bool readsAtTheEnd)
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
    public void End(Answer answer) => _answer.SetResult(answer);

    public override string ToString() => $"{Account} at {Replica}";

    private Call Begin(CacheProvider provider)
    {
        var call = provider.Begin(Replica, Account);
        lock (_calls)
            _calls.Add(call);
        return call;
    }
}
