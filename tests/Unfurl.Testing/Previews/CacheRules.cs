using Unfurl.Server.Previews;
using Call = Unfurl.Testing.Previews.CacheProvider.Call;
using News = Unfurl.Testing.Previews.CacheNews.News;

namespace Unfurl.Testing.Previews;

/// <summary>The promises about an answer that an account got from a replica. Knows nothing of how a cache works.</summary>
internal sealed class CacheRules(CacheProvider provider, CacheNews news)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Stale = TimeSpan.FromDays(1);

    /// <summary>How long a refusal or failure may be remembered.</summary>
    private static readonly TimeSpan LongestMemory = TimeSpan.FromSeconds(30);

    private readonly HashSet<Call> _landed = [];

    /// <summary>Answers that broke a promise.</summary>
    public List<string> Breaches { get; } = [];

    /// <summary>A call's answer reached the replica that made it.</summary>
    public void Land(Call call)
    {
        if (!_landed.Add(call))
            return;
        if (call.IsRefused)
            Learn(
                $"call {call.Number} was refused",
                (older, account) =>
                    account == call.Account
                    && older.IsShown
                    && !(call.Said!.Resolution is Resolution.SignInNeeded && older.IsPublic)
            );
        if (call.ShowedItIsNotPublic)
            Learn(
                $"call {call.Number} showed that it is not public",
                (older, account) => older.IsShown && older.Account != account
            );

        void Learn(string what, Func<Call, string, bool> ends) =>
            news.Learn(call.Replica, new News(what, call.Number, ends));
    }

    public void Expire(int replica) =>
        Invalidate(replica, "it may have changed", (call, _) => call.IsShown, onlyExpires: true);

    public void Purge(int replica) => Invalidate(replica, "it was purged", (call, _) => call.IsShown);

    /// <summary>A public copy is everybody's, whoever asked for it.</summary>
    public void PurgeAccount(int replica, string account) =>
        Invalidate(
            replica,
            $"{account} was purged",
            (call, asker) => asker == account && call.Account == account && !(call.IsShown && call.IsPublic)
        );

    /// <summary>Looks at an answer.</summary>
    /// <param name="ask">Who asked, and when.</param>
    /// <param name="result">The answer.</param>
    /// <param name="wasSlow">Whether the provider took longer than the soft timeout.</param>
    /// <param name="wasGivenUp">Whether there was no time left to ask the provider.</param>
    public void Check(CacheAsk ask, CacheResult result, bool wasSlow, bool wasGivenUp)
    {
        if (provider.CallOf(result) is not { } call)
        {
            if (!wasGivenUp || result.Outcome != Outcome.Failed)
                Breaches.Add($"{ask} got {result.Source} {result.Outcome}, and the provider was not asked");
            return;
        }
        var broken = BrokenByAny(ask, call)
            .Concat(
                result.Outcome == Outcome.Shown ? BrokenByShowing(ask, call, wasSlow) : BrokenByRemembering(ask, call)
            );
        if (!wasSlow && ask.Calls is [.., { Said.Outcome: not Outcome.Failed } last] && last != call)
            broken = broken.Append($"its own call {last.Number} had brought another");
        Breaches.AddRange(broken.Select(rule => $"{ask} got {result.Source} {call}: {rule}"));
    }

    private void Invalidate(int replica, string what, Func<Call, string, bool> ends, bool onlyExpires = false) =>
        news.Learn(replica, new News(what, provider.Calls.Count, ends) { OnlyExpires = onlyExpires });

    private static IEnumerable<string> BrokenByAny(CacheAsk ask, Call call) =>
        ask.Known.Where(one => !one.OnlyExpires && one.Ended(call, ask.Account)).Select(one => one.What);

    private IEnumerable<string> BrokenByShowing(CacheAsk ask, Call call, bool wasSlow)
    {
        var age = ask.Began - call.Asked;
        if (!call.IsSeenBy(ask.Account))
            yield return "the provider showed it to others only";
        if (call.Account != ask.Account && !call.IsPublic)
            yield return "it is private to the account it was made for";
        if (age >= Fresh + Stale)
            yield return $"it is {age} old";
        if (wasSlow || HasFailed(ask))
            yield break;
        if (age >= Fresh)
            yield return $"it is {age} old, and the provider neither failed nor was slow";
        foreach (var told in ask.Known.Where(one => one.OnlyExpires && one.Ended(call, ask.Account)))
            yield return $"{told.What}, and the provider neither failed nor was slow";
    }

    private static IEnumerable<string> BrokenByRemembering(CacheAsk ask, Call call)
    {
        if (call.Account != ask.Account)
            yield return "that was another account, not this one";
        if (!IsRemembered(ask, call))
            yield return $"it is {ask.Began - call.Asked} old";
    }

    private bool HasFailed(CacheAsk ask) =>
        provider.Calls.Any(call =>
            call.Account == ask.Account && call.Said is { Outcome: Outcome.Failed } && IsRemembered(ask, call)
        );

    /// <summary>A limit until the provider's time, all else for half a minute.</summary>
    private static bool IsRemembered(CacheAsk ask, Call call) =>
        ask.Began - call.Asked <= LongestMemory
        || (call.Said!.Outcome == Outcome.Failed && ask.Began < call.Said.Until);
}
