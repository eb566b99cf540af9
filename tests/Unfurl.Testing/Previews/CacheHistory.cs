using System.Globalization;
using Unfurl.Server.Previews;
using Unfurl.Server.Previews.Redis;

namespace Unfurl.Testing.Previews;

/// <summary>Plays events on replicas, and has <see cref="CacheRules"/> look at every answer.</summary>
internal sealed class CacheHistory
{
    private static readonly TimeSpan SoftTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HardTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Between any two events: nothing happens at the same time as something else.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly ICacheGroup _group;
    private readonly CacheProvider _provider;
    private readonly CacheNews _news;
    private readonly CacheRules _rules;
    private readonly CacheKey _link;
    private readonly Resource _thing;

    /// <summary>Who waits for an answer.</summary>
    private readonly List<CacheAsk> _waiting = [];

    /// <summary>Who holds a call open, answered meanwhile or not.</summary>
    private readonly List<CacheAsk> _open = [];

    /// <summary>Where an account's open call may be waited for, at most.</summary>
    private readonly HashSet<(int Replica, string Account)> _flying = [];

    private CacheHistory(ICacheGroup group, int number)
    {
        var name = number.ToString(CultureInfo.InvariantCulture);
        (_group, _link, _thing) = (group, new CacheKey("acme", $"/items/{name}"), new Resource($"item:{name}"));
        _provider = new CacheProvider(group.Clock, _thing);
        _news = new CacheNews(group);
        _rules = new CacheRules(_provider, _news);
    }

    /// <summary>Answers that broke a promise.</summary>
    public IReadOnlyList<string> Breaches => _rules.Breaches;

    /// <summary>How many answers there were from each source.</summary>
    public Dictionary<CacheSource, int> Sources { get; } = [];

    /// <summary>How many answers came from a call that was made for somebody else who asked.</summary>
    public int Shared { get; private set; }

    /// <param name="group">The replicas, as the history before left them.</param>
    /// <param name="number">Each history of a group has a link of its own.</param>
    /// <param name="events">What happens.</param>
    public static async Task<CacheHistory> RunAsync(ICacheGroup group, int number, IEnumerable<CacheEvent> events)
    {
        var history = new CacheHistory(group, number);
        foreach (var happens in events)
        {
            group.Advance(Tick);
            await history.PlayAsync(happens);
            await history.CheckWhoIsAnsweredAsync();
            await group.SettleAsync();
        }
        while (history._open is [var open, ..])
            await history.EndAsync(open);
        await group.SettleAsync();
        return history;
    }

    private async Task PlayAsync(CacheEvent happens)
    {
        switch (happens)
        {
            case CacheEvent.Asks(var replica, var account):
                await AskAsync(replica, account, static (ask, provider) => ask.CallAsync(provider));
                break;
            case CacheEvent.Opens(var replica, var account, var readsAtTheEnd) when !IsOpen(account):
                await AskAsync(replica, account, (ask, provider) => ask.HoldAsync(provider, readsAtTheEnd));
                break;
            case CacheEvent.CallEnds(var which) when _open.Count > 0:
                await EndAsync(_open[which % _open.Count]);
                break;
            case CacheEvent.Passes(var seconds):
                await PassAsync(TimeSpan.FromSeconds(seconds));
                break;
            case CacheEvent.Expires(var replica):
                _rules.Expire(replica);
                _ = _group.InvalidatorOf(replica).ExpireAsync(InvalidationTag.OfResources(_link.Provider, [_thing]));
                break;
            case CacheEvent.Purges(var replica):
                _rules.Purge(replica);
                _ = _group.InvalidatorOf(replica).PurgeAsync(InvalidationTag.OfResources(_link.Provider, [_thing]));
                break;
            case CacheEvent.PurgesAccount(var replica, var account):
                _rules.PurgeAccount(replica, account);
                _ = _group.InvalidatorOf(replica).PurgeAsync(InvalidationTag.OfAccount(account));
                break;
            case CacheEvent.Restarts(var replica) when _flying.All(flight => flight.Replica != replica):
                await _group.ApplyAsync(happens);
                _news.Restart(replica);
                break;
            case CacheEvent.IsCutOff(var replica) when !_group.IsCutOff(replica):
                await _group.ApplyAsync(happens);
                break;
            case CacheEvent.Returns(var replica) when _group.IsCutOff(replica):
                await _group.ApplyAsync(happens);
                _news.Return(replica);
                break;
            case CacheEvent.Forgets or CacheEvent.Evicts or CacheEvent.Saves or CacheEvent.FailsOver:
                await _group.ApplyAsync(happens);
                break;
            default:
                _provider.Play(happens);
                break;
        }
    }

    private async Task AskAsync(int replica, string account, Func<CacheAsk, CacheProvider, Task<Answer>> call)
    {
        var ask = new CacheAsk(replica, account, _group.Clock.GetUtcNow()) { Known = _news.KnownTo(replica) };
        var (isJoining, waitingBefore) = (_flying.Contains((replica, account)), _group.WaitingForOthers(replica));
        ask.Result = _group[replica]
            .GetOrResolveAsync(account, _link, _ => call(ask, _provider), CancellationToken.None)
            .AsTask();
        await Eventually.TrueAsync(
            () =>
                ask.Result.IsCompleted
                || ask.Held is not null
                || (IsOpen(account) && (isJoining || _group.WaitingForOthers(replica) > waitingBefore)),
            "the ask is answered, holds a call or waits for another's"
        );
        _waiting.Add(ask);
        if (ask.Held is not null)
            _open.Add(ask);
        if (!ask.Result.IsCompleted)
            _flying.Add((replica, account));
    }

    private async Task EndAsync(CacheAsk open)
    {
        var call = open.Held!;
        NoteWhatIsKnown();
        _open.Remove(open);
        _flying.RemoveWhere(flight => flight.Account == open.Account);
        open.End(call.Said ?? _provider.Decide(call));
        foreach (var ask in _waiting.FindAll(ask => ask.Account == open.Account))
            await Eventually.TrueAsync(() => ask.Result.IsCompleted, "who waited for the call is answered");
        // Its asker may have been answered long ago; what comes next has to find what the call brought.
        for (var i = 0; i < _group.Size; i++)
        {
            var others = _flying.Count(flight => flight.Replica == i);
            await Eventually.TrueAsync(() => _group[i].FlightsUnderWay <= others, "the call has landed");
        }
        await CheckWhoIsAnsweredAsync();
        _rules.Land(call);
    }

    /// <summary>A call that is open for longer than the hard timeout is given up.</summary>
    private async Task PassAsync(TimeSpan time)
    {
        NoteWhatIsKnown();
        _group.Advance(time);
        foreach (var open in _open.FindAll(open => Age(open) >= HardTimeout))
        {
            _provider.GiveUp(open.Held!);
            await EndAsync(open);
        }
    }

    /// <summary>Nobody is served before the soft timeout, so what one cache learns until then counts for those who wait.</summary>
    private void NoteWhatIsKnown()
    {
        if (_group.Size > 1)
            return;
        foreach (var ask in _waiting.Where(ask => Age(ask) < SoftTimeout))
            ask.Known = _news.KnownTo(ask.Replica);
    }

    private async Task CheckWhoIsAnsweredAsync()
    {
        foreach (var ask in _waiting.FindAll(ask => ask.Result.IsCompleted))
        {
            var result = await ask.Result;
            foreach (var call in ask.Calls.Where(call => call != ask.Held))
                _rules.Land(call);
            _rules.Check(ask, result, wasSlow: Age(ask) >= SoftTimeout, wasGivenUp: Age(ask) >= HardTimeout);
            Sources[result.Source] = Sources.GetValueOrDefault(result.Source) + 1;
            Shared += _provider.CallOf(result) is { } answering && !ask.Calls.Contains(answering) ? 1 : 0;
            _waiting.Remove(ask);
        }
    }

    private TimeSpan Age(CacheAsk ask) => _group.Clock.GetUtcNow() - ask.Began;

    private bool IsOpen(string account) => _open.Exists(open => open.Account == account);
}
