using System.Globalization;
using Unfurl.Server.Caching;
using static Unfurl.Tests.Caching.CacheWorld;

namespace Unfurl.Tests.Caching;

/// <summary>Who sees the thing at the provider.</summary>
internal enum SeenBy
{
    Everyone,
    Both,
    OnlyAda,
    OnlyBen,
    Nobody,
}

/// <summary>Something that happens in a <see cref="PrivacyHistory"/>.</summary>
internal abstract record PrivacyEvent
{
    /// <summary>An account asks; an open call to the provider reads the state now and answers later.</summary>
    public sealed record Asks(string Account, bool IsOpen) : PrivacyEvent;

    /// <summary>An open call ends.</summary>
    public sealed record CallEnds(int Which) : PrivacyEvent;

    /// <summary>Time goes by.</summary>
    public sealed record Passes(int Seconds) : PrivacyEvent;

    /// <summary>The thing is changed, and seen by others.</summary>
    public sealed record Becomes(SeenBy SeenBy) : PrivacyEvent;

    /// <summary>The provider fails, or works again.</summary>
    public sealed record Fails(bool Now) : PrivacyEvent;
}

/// <summary>
/// Plays events on a cache and checks every answer against the promise: what an account is shown, the provider would have
/// shown it at some moment of the fresh time, or of the stale time when the provider was failing or slow; and what was
/// there before a refusal is not shown after it.
/// </summary>
internal sealed class PrivacyHistory
{
    private readonly CacheWorld _world;
    private readonly List<(DateTimeOffset Since, SeenBy SeenBy)> _versions = [];
    private readonly List<OpenCall> _open = [];
    private readonly Dictionary<string, int> _refusedAt = [];
    private readonly Dictionary<string, DateTimeOffset> _failedAt = [];
    private bool _fails;

    private PrivacyHistory(CacheWorld world)
    {
        _world = world;
        _versions.Add((world.Clock.GetUtcNow(), SeenBy.Everyone));
    }

    /// <summary>Answers that broke the promise.</summary>
    public List<string> Breaches { get; } = [];

    /// <summary>How many answers there were from each source.</summary>
    public Dictionary<CacheSource, int> Sources { get; } = [];

    public static async Task<PrivacyHistory> RunAsync(IEnumerable<PrivacyEvent> events)
    {
        using var world = new CacheWorld();
        var history = new PrivacyHistory(world);
        foreach (var happens in events)
            await history.PlayAsync(happens);
        while (history._open.Count > 0)
            await history.EndAsync(0);
        return history;
    }

    private async Task PlayAsync(PrivacyEvent happens)
    {
        switch (happens)
        {
            // Beside an open call of the account there is nothing to wait for but that call.
            case PrivacyEvent.Asks(var account, var isOpen) when !_open.Exists(call => call.Account == account):
                await (isOpen ? OpenAsync(account) : AskAsync(account));
                break;
            case PrivacyEvent.CallEnds(var which) when _open.Count > 0:
                await EndAsync(which % _open.Count);
                break;
            case PrivacyEvent.Passes(var seconds):
                await PassAsync(TimeSpan.FromSeconds(seconds));
                break;
            case PrivacyEvent.Becomes(var seenBy):
                _versions.Add((_world.Clock.GetUtcNow(), seenBy));
                break;
            case PrivacyEvent.Fails(var now):
                _fails = now;
                break;
        }
    }

    /// <summary>A call that is open for longer than the hard timeout is given up.</summary>
    private async Task PassAsync(TimeSpan time)
    {
        _world.Clock.Advance(time);
        while (_open.FindIndex(call => call.Held.Limit.IsCancellationRequested) is >= 0 and var givenUp)
        {
            _open[givenUp] = _open[givenUp] with { Said = Answers.Failing };
            await EndAsync(givenUp);
        }
    }

    private async Task AskAsync(string account)
    {
        var (began, said, calls) = (_world.Clock.GetUtcNow(), Say(account), _world.Calls);
        var mayBeOlder = HasJustFailed(account);
        var result = await _world.AskAsync(account, said);
        if (_world.Calls > calls)
            Note(account, said, _versions.Count - 1);
        Check(account, result, began, mayBeOlder || HasJustFailed(account));
    }

    private async Task OpenAsync(string account)
    {
        var (began, held, said) = (_world.Clock.GetUtcNow(), new HeldCall(), Say(account));
        var result = _world.AskAsync(account, held);
        await Task.WhenAny(held.Begun, result);
        if (held.Begun.IsCompleted)
            _open.Add(new OpenCall(account, held, result, said, _versions.Count - 1, began));
        else
            Check(account, await result, began, HasJustFailed(account));
    }

    private async Task EndAsync(int index)
    {
        var call = _open[index];
        _open.RemoveAt(index);
        call.Held.Answer(call.Said);
        Check(call.Account, await call.Result, call.Began, mayBeOlder: true);
        Note(call.Account, call.Said, call.Version);
        // Its asker may have been served long ago; this one sees that the call has ended.
        await AskAsync(call.Account);
    }

    /// <summary>What the provider answers an account now.</summary>
    private CachedAnswer Say(string account)
    {
        if (_fails)
            return Answers.Failing;
        var text = (_versions.Count - 1).ToString(CultureInfo.InvariantCulture);
        return _versions[^1].SeenBy == SeenBy.Everyone ? Answers.Public(text)
            : IsSeen(_versions[^1].SeenBy, account) ? Answers.Private(text)
            : Answers.Hidden;
    }

    private void Note(string account, CachedAnswer said, int version)
    {
        if (said.Outcome == Outcome.Refused)
            _refusedAt[account] = version;
        if (said.Outcome == Outcome.Failed)
            _failedAt[account] = _world.Clock.GetUtcNow();
    }

    private bool HasJustFailed(string account) =>
        _failedAt.TryGetValue(account, out var at) && _world.Clock.GetUtcNow() - at < PreviewCache.LongestNegative;

    private void Check(string account, CacheResult result, DateTimeOffset began, bool mayBeOlder)
    {
        Sources[result.Source] = Sources.GetValueOrDefault(result.Source) + 1;
        if (result.Answer.Outcome != Outcome.Shown)
            return;
        var version = int.Parse(result.Text(), CultureInfo.InvariantCulture);
        // A request may join a call that began up to the hard timeout earlier.
        var earliest = began - HardTimeout - (mayBeOlder ? Fresh + Stale : Fresh);
        if (!IsSeen(_versions[version].SeenBy, account))
            Breaches.Add($"{account} was shown version {version}, which only others ever saw");
        if (version + 1 < _versions.Count && _versions[version + 1].Since < earliest)
            Breaches.Add($"{account} was shown version {version}, which is too old ({result.Source})");
        if (_refusedAt.TryGetValue(account, out var refused) && version < refused)
            Breaches.Add($"{account} was refused version {refused} and then shown version {version}");
    }

    private static bool IsSeen(SeenBy seenBy, string account) =>
        seenBy is SeenBy.Everyone or SeenBy.Both || seenBy == (account == Ada ? SeenBy.OnlyAda : SeenBy.OnlyBen);

    private sealed record OpenCall(
        string Account,
        HeldCall Held,
        Task<CacheResult> Result,
        CachedAnswer Said,
        int Version,
        DateTimeOffset Began
    );
}
