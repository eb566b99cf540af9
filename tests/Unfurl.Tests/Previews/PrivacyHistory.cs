using Unfurl.Server.Previews;
using static Unfurl.Tests.Previews.CacheWorld;
using Call = Unfurl.Tests.Previews.PrivacyProvider.Call;

namespace Unfurl.Tests.Previews;

/// <summary>Plays events on a cache, and has <see cref="PrivacyRules"/> look at every answer.</summary>
internal sealed class PrivacyHistory
{
    private readonly CacheWorld _world;
    private readonly PrivacyProvider _provider;
    private readonly PrivacyRules _rules;
    private readonly List<OpenCall> _open = [];

    private PrivacyHistory(CacheWorld world)
    {
        _world = world;
        _provider = new PrivacyProvider(world.Clock);
        _rules = new PrivacyRules(_provider);
    }

    /// <summary>Answers that broke the promise.</summary>
    public IReadOnlyList<string> Breaches => _rules.Breaches;

    /// <summary>How many answers there were from each source.</summary>
    public Dictionary<CacheSource, int> Sources { get; } = [];

    /// <summary>How many answers came from a call that another account made.</summary>
    public int Shared { get; private set; }

    public static async Task<PrivacyHistory> RunAsync(IEnumerable<PrivacyEvent> events)
    {
        using var world = new CacheWorld();
        var history = new PrivacyHistory(world);
        foreach (var happens in events)
            await history.PlayAsync(happens);
        while (history._open.Count > 0)
            await history.EndAsync(history._open[0]);
        return history;
    }

    private async Task PlayAsync(PrivacyEvent happens)
    {
        switch (happens)
        {
            // Beside an open call of the account there is nothing to wait for but that call.
            case PrivacyEvent.Asks(var account) when !IsOpen(account):
                await AskAsync(account);
                break;
            case PrivacyEvent.Opens(var account, var readsAtTheEnd) when !IsOpen(account):
                await OpenAsync(account, readsAtTheEnd);
                break;
            case PrivacyEvent.CallEnds(var which) when _open.Count > 0:
                await EndAsync(_open[which % _open.Count]);
                break;
            case PrivacyEvent.Passes(var seconds):
                await PassAsync(TimeSpan.FromSeconds(seconds));
                break;
            default:
                _provider.Play(happens);
                break;
        }
    }

    /// <summary>A call that is open for longer than the hard timeout is given up.</summary>
    private async Task PassAsync(TimeSpan time)
    {
        NoteWhatIsKnown();
        _world.Clock.Advance(time);
        while (_open.Find(call => call.Held.Limit.IsCancellationRequested) is { } givenUp)
        {
            PrivacyProvider.GiveUp(givenUp.Call);
            await EndAsync(givenUp);
        }
    }

    /// <summary>Nobody is served before the soft timeout: whatever has landed until then counts for those who wait.</summary>
    private void NoteWhatIsKnown()
    {
        foreach (var open in _open.Where(open => _world.Clock.GetUtcNow() - open.Call.Asked < SoftTimeout))
            open.Known = _rules.Landed;
    }

    private async Task AskAsync(string account)
    {
        var (began, known) = (_world.Clock.GetUtcNow(), _rules.Landed);
        Call? call = null;
        var result = await _world.AskAsync(account, () => _provider.Decide(call = _provider.Begin(account)));
        if (call is not null)
            _rules.Land(call);
        Check(account, result, began, known, wasSlow: false);
        if (call is { Said.Outcome: not Outcome.Failed } && _provider.CallOf(result) != call)
            _rules.Report($"{account} asked with call {call.Number} and was answered from another");
    }

    private async Task OpenAsync(string account, bool readsAtTheEnd)
    {
        var (began, known, held) = (_world.Clock.GetUtcNow(), _rules.Landed, new HeldCall());
        var result = _world.AskAsync(account, held);
        await Task.WhenAny(held.Begun, result);
        if (!held.Begun.IsCompleted)
        {
            Check(account, await result, began, known, wasSlow: false);
            return;
        }
        var call = _provider.Begin(account);
        if (!readsAtTheEnd)
            _provider.Decide(call);
        _open.Add(new OpenCall(call, held, result) { Known = known });
    }

    private async Task EndAsync(OpenCall open)
    {
        NoteWhatIsKnown();
        _open.Remove(open);
        var call = open.Call;
        var wasSlow = _world.Clock.GetUtcNow() - call.Asked >= SoftTimeout;
        open.Held.Answer(call.Said ?? _provider.Decide(call));
        var result = await open.Result;
        // Its asker may have been served long ago; what comes next has to find what the call brought.
        while (_world.Cache.CallsUnderWay > _open.Count)
            await Task.Yield();
        _rules.Land(call);
        Check(call.Account, result, call.Asked, open.Known, wasSlow);
        if (!wasSlow && call.Said!.Outcome != Outcome.Failed && _provider.CallOf(result) != call)
            _rules.Report($"call {call.Number} was in time, and another answer was shown");
        await AskAsync(call.Account);
    }

    private void Check(string account, CacheResult result, DateTimeOffset began, int known, bool wasSlow)
    {
        Sources[result.Source] = Sources.GetValueOrDefault(result.Source) + 1;
        Shared += _provider.CallOf(result).Account == account ? 0 : 1;
        _rules.Check(account, result, began, known, wasSlow);
    }

    private bool IsOpen(string account) => _open.Exists(open => open.Call.Account == account);

    private sealed record OpenCall(Call Call, HeldCall Held, Task<CacheResult> Result)
    {
        /// <summary>How many calls had landed when its asker was served, at the least.</summary>
        public int Known { get; set; }
    }
}
