using System.Globalization;
using System.Text;
using Unfurl.Server.Previews;

namespace Unfurl.IntegrationTests.Previews;

/// <summary>A provider with one thing: who sees it, and what it says to whom. Every call has a number, which its answer shows.</summary>
internal sealed class ReplicaProvider(TimeProvider clock, Resource thing)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _revoked = [];
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

    public void Play(ReplicaEvent happens)
    {
        switch (happens)
        {
            case ReplicaEvent.Becomes(var seenBy):
                _seenBy = seenBy;
                break;
            case ReplicaEvent.Fails(var now):
                _fails = now;
                break;
            case ReplicaEvent.Revokes(var account, true):
                _revoked.Add(account);
                break;
            case ReplicaEvent.Revokes(var account, false):
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
    public CachedAnswer Decide(Call call)
    {
        call.SeenBy = _seenBy;
        return Say(
            call,
            _revoked.Contains(call.Account) ? Replica.SignInNeeded
                : _fails ? Replica.Failing
                : call.IsPublic ? Replica.Public("")
                : call.IsSeenBy(call.Account) ? Replica.Private("")
                : Replica.Hidden
        );
    }

    /// <summary>A call is given up.</summary>
    public CachedAnswer GiveUp(Call call) => Say(call, Replica.Failing);

    /// <summary>The call that an answer comes from.</summary>
    public Call CallOf(CacheResult result) => Calls[int.Parse(result.Text(), CultureInfo.InvariantCulture)];

    private CachedAnswer Say(Call call, CachedAnswer answer) =>
        call.Said = answer with
        {
            Resources = answer.Outcome == Outcome.Shown ? [thing] : [],
            Operations = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"[{call.Number}]")),
        };

    /// <summary>A call to the provider.</summary>
    public sealed record Call(int Number, int Replica, string Account, DateTimeOffset Asked)
    {
        /// <summary>What it brought; null while it is open.</summary>
        public CachedAnswer? Said { get; set; }

        /// <summary>Who saw the thing when the provider looked; null for everybody.</summary>
        public string? SeenBy { get; set; }

        public bool IsPublic => SeenBy is null;

        public bool IsShown => Said is { Outcome: Outcome.Shown };

        public bool IsRefused => Said is { Outcome: Outcome.Refused };

        public override string ToString() => $"call {Number} of {Account} at {Replica} ({Said?.Outcome})";

        public bool IsSeenBy(string account) => SeenBy is null || SeenBy.Split(' ').Contains(account);

        /// <summary>Whether it told that not everybody sees the thing.</summary>
        public bool ShowedItIsNotPublic =>
            Said
                is { Outcome: Outcome.Refused, IsAboutCredential: false }
                    or { Outcome: Outcome.Shown, Audience: Audience.Account };
    }
}
