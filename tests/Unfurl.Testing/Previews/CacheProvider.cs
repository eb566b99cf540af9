using Unfurl.Server.Previews;

namespace Unfurl.Testing.Previews;

/// <summary>A provider with one thing: who sees it, and what it says to whom. Every call has a number, which its answer shows.</summary>
internal sealed class CacheProvider(TimeProvider clock, Resource thing)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _revoked = [];
    private readonly Dictionary<string, DateTimeOffset> _limitedUntil = [];
    private readonly List<Call> _calls = [];
    private string? _seenBy;
    private bool _fails;

    public IReadOnlyList<Call> Calls
    {
        get
        {
            lock (_gate)
                return [.. _calls];
        }
    }

    public void Play(CacheEvent happens)
    {
        switch (happens)
        {
            case CacheEvent.Becomes(var seenBy):
                _seenBy = seenBy;
                break;
            case CacheEvent.Fails(var now):
                _fails = now;
                break;
            case CacheEvent.Limits(var account, var seconds):
                _limitedUntil[account] = clock.GetUtcNow().AddSeconds(seconds);
                break;
            case CacheEvent.Revokes(var account, true):
                _revoked.Add(account);
                break;
            case CacheEvent.Revokes(var account, false):
                _revoked.Remove(account);
                break;
        }
    }

    /// <summary>A call begins.</summary>
    public Call Begin(int replica, string account)
    {
        lock (_gate)
        {
            var call = new Call(_calls.Count, replica, account, clock.GetUtcNow());
            _calls.Add(call);
            return call;
        }
    }

    /// <summary>The provider makes up its mind about a call.</summary>
    public Answer Decide(Call call)
    {
        call.SeenBy = _seenBy;
        return Say(
            call,
            _revoked.Contains(call.Account) ? Answers.SignInNeeded
                : _limitedUntil.TryGetValue(call.Account, out var until) && until > clock.GetUtcNow()
                    ? Answers.Limited(until)
                : _fails ? Answers.Failing
                : call.IsPublic ? Shown(Audience.Public)
                : call.IsSeenBy(call.Account) ? Shown(Audience.Account)
                : Answers.Hidden
        );
    }

    /// <summary>A call is given up.</summary>
    public Answer GiveUp(Call call) => Say(call, Answers.Failing);

    /// <summary>The call that an answer comes from; null for none.</summary>
    public Call? CallOf(CacheResult result) => result.Number() is { } number ? Calls[number] : null;

    private Answer Shown(Audience audience) => new(Answers.Found("") with { Audience = audience, Resources = [thing] });

    private Answer Say(Call call, Answer answer) => call.Said = answer.Numbered(call.Number);

    /// <summary>A call to the provider.</summary>
    public sealed record Call(int Number, int Replica, string Account, DateTimeOffset Asked)
    {
        /// <summary>What it brought; null while it is open.</summary>
        public Answer? Said { get; set; }

        /// <summary>Who saw the thing when the provider looked; null for everybody.</summary>
        public string? SeenBy { get; set; }

        public bool IsPublic => SeenBy is null;

        public bool IsShown => Said is { Outcome: Outcome.Shown };

        public bool IsRefused => Said is { Outcome: Outcome.Refused };

        public override string ToString() => $"call {Number} of {Account} at {Replica} ({Said?.Outcome})";

        public bool IsSeenBy(string account) => SeenBy is null || SeenBy.Split(' ').Contains(account);

        /// <summary>Whether it told that not everybody sees the thing.</summary>
        public bool ShowedItIsNotPublic =>
            Said?.Resolution
                is Resolution.NotFound
                    or Resolution.Forbidden
                    or Resolution.Found { Audience: Audience.Account };
    }
}
