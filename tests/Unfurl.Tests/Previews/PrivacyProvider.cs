using System.Globalization;
using System.Text;
using Unfurl.Server.Previews;

namespace Unfurl.Tests.Previews;

/// <summary>A provider with one thing: who sees it, and what it says to whom. Every call has a number, which its answer shows.</summary>
internal sealed class PrivacyProvider(TimeProvider clock)
{
    private readonly HashSet<string> _revoked = [];
    private readonly Dictionary<string, DateTimeOffset> _limitedUntil = [];
    private string? _seenBy;
    private bool _fails;

    /// <summary>All calls, in the order in which they began.</summary>
    public List<Call> Calls { get; } = [];

    public void Play(PrivacyEvent happens)
    {
        switch (happens)
        {
            case PrivacyEvent.Becomes(var seenBy):
                _seenBy = seenBy;
                break;
            case PrivacyEvent.Fails(var now):
                _fails = now;
                break;
            case PrivacyEvent.Limits(var account, var seconds):
                _limitedUntil[account] = clock.GetUtcNow().AddSeconds(seconds);
                break;
            case PrivacyEvent.Revokes(var account, true):
                _revoked.Add(account);
                break;
            case PrivacyEvent.Revokes(var account, false):
                _revoked.Remove(account);
                break;
        }
    }

    /// <summary>A call begins.</summary>
    public Call Begin(string account)
    {
        var call = new Call(Calls.Count, account, clock.GetUtcNow());
        Calls.Add(call);
        return call;
    }

    /// <summary>The provider makes up its mind about a call.</summary>
    public CachedAnswer Decide(Call call)
    {
        var now = clock.GetUtcNow();
        call.SeenBy = _seenBy;
        var answer =
            _revoked.Contains(call.Account) ? Answers.SignInNeeded
            : _limitedUntil.TryGetValue(call.Account, out var until) && until > now ? Answers.Limited(until)
            : _fails ? Answers.Failing
            : _seenBy is null ? Answers.Public("")
            : call.IsSeenBy(call.Account) ? Answers.Private("")
            : Answers.Hidden;
        return Say(call, answer);
    }

    /// <summary>A call is given up.</summary>
    public static CachedAnswer GiveUp(Call call) => Say(call, Answers.Failing);

    /// <summary>The call that an answer comes from.</summary>
    public Call CallOf(CacheResult result) => Calls[int.Parse(result.Text(), CultureInfo.InvariantCulture)];

    private static CachedAnswer Say(Call call, CachedAnswer answer) =>
        call.Said = answer with
        {
            Operations = Encoding.UTF8.GetBytes(call.Number.ToString(CultureInfo.InvariantCulture)),
        };

    /// <summary>A call to the provider.</summary>
    public sealed record Call(int Number, string Account, DateTimeOffset Asked)
    {
        /// <summary>What it brought; null while it is open.</summary>
        public CachedAnswer? Said { get; set; }

        /// <summary>Who saw the thing when the provider looked; null for everybody.</summary>
        public string? SeenBy { get; set; }

        public bool IsPublic => SeenBy is null;

        public bool IsSeenBy(string account) => SeenBy is null || SeenBy.Split(' ').Contains(account);

        /// <summary>Whether it told that not everybody sees the thing.</summary>
        public bool ShowedItIsNotPublic =>
            Said
                is { Outcome: Outcome.Refused, IsAboutCredential: false }
                    or { Outcome: Outcome.Shown, Audience: Audience.Account };
    }
}
