using Unfurl.Server.Previews;
using static Unfurl.Tests.Previews.CacheWorld;
using Call = Unfurl.Tests.Previews.PrivacyProvider.Call;

namespace Unfurl.Tests.Previews;

/// <summary>The promise of privacy, rule by rule, about an answer that an account got. Knows nothing of how a cache works.</summary>
internal sealed class PrivacyRules(PrivacyProvider provider)
{
    /// <summary>How long a refusal or failure may be remembered.</summary>
    private static readonly TimeSpan LongestMemory = TimeSpan.FromSeconds(30);

    private readonly List<Call> _landed = [];

    /// <summary>Answers that broke the promise.</summary>
    public List<string> Breaches { get; } = [];

    /// <summary>How many calls have landed.</summary>
    public int Landed => _landed.Count;

    /// <summary>A call's answer is there.</summary>
    public void Land(Call call) => _landed.Add(call);

    public void Report(string breach) => Breaches.Add(breach);

    /// <summary>Looks at an answer.</summary>
    /// <param name="account">Who got it.</param>
    /// <param name="result">The answer.</param>
    /// <param name="began">When the account asked.</param>
    /// <param name="known">How many calls had landed then.</param>
    /// <param name="wasSlow">Whether the provider took longer than the soft timeout.</param>
    public void Check(string account, CacheResult result, DateTimeOffset began, int known, bool wasSlow)
    {
        var call = provider.CallOf(result);
        var broken = result.Outcome switch
        {
            Outcome.Shown => BrokenByShowing(account, call, began, known, wasSlow),
            Outcome.Refused => BrokenByRefusing(account, call, began),
            _ => BrokenByFailing(account, call, began),
        };
        Breaches.AddRange(broken.Select(rule => $"{account} got {result.Source} call {call.Number}: {rule}"));
    }

    private IEnumerable<string> BrokenByShowing(
        string account,
        Call call,
        DateTimeOffset began,
        int known,
        bool wasSlow
    )
    {
        var age = began - call.Asked;
        if (!call.IsSeenBy(account))
            yield return "the provider showed it to others only";
        if (call.Account != account && !call.IsPublic)
            yield return "it is private to the account it was made for";
        if (age >= Fresh && !wasSlow && !HasFailed(account, began))
            yield return $"it is {age} old, and the provider neither failed nor was slow";
        if (age >= Fresh + Stale)
            yield return $"it is {age} old";
        foreach (var other in _landed.Take(known).Where(other => other.Number > call.Number))
        {
            if (other.Account == account && IsRefusal(other) && (!other.Said!.IsAboutCredential || !call.IsPublic))
                yield return $"call {other.Number} had refused it";
            if (call.Account != account && other.ShowedItIsNotPublic)
                yield return $"call {other.Number} had shown that it is not public";
        }
    }

    private static IEnumerable<string> BrokenByRefusing(string account, Call call, DateTimeOffset began)
    {
        if (call.Account != account)
            yield return "another account was refused, not this one";
        if (began - call.Asked > LongestMemory)
            yield return $"the refusal is {began - call.Asked} old";
    }

    private IEnumerable<string> BrokenByFailing(string account, Call call, DateTimeOffset began)
    {
        if (call.Account != account)
            yield return "it failed for another account, not for this one";
        if (!IsRemembered(call, began))
            yield return $"the failure is {began - call.Asked} old";
    }

    private bool HasFailed(string account, DateTimeOffset at) =>
        provider.Calls.Any(call =>
            call.Account == account && call.Said is { Outcome: Outcome.Failed } && IsRemembered(call, at)
        );

    /// <summary>A limit until the provider's time, all else for half a minute.</summary>
    private static bool IsRemembered(Call failed, DateTimeOffset at) =>
        at - failed.Asked <= LongestMemory || at < failed.Said!.Until;

    private static bool IsRefusal(Call call) => call.Said!.Outcome == Outcome.Refused;
}
