using FsCheck;
using FsCheck.Fluent;
using Unfurl.Server.Previews;
using Unfurl.Testing.Previews;

namespace Unfurl.IntegrationTests.Previews;

/// <summary>
/// Whatever happens to replicas that share a Redis, nobody is shown what the provider would not have shown them within the
/// promised time, nor what a replica that is connected has been told to show no more.
/// </summary>
public sealed class ReplicaPropertyTests
{
    private const int Groups = 6;
    private const int HistoriesPerGroup = 30;

    private static readonly Gen<string> Account = Gen.Elements("ada", "ben", "carol");
    private static readonly Gen<int> Which = Gen.Choose(0, ReplicaGroup.Replicas - 1);

    private static readonly Gen<CacheEvent> Event = Gen.Frequency(
        (120, Of(Which, Account, (replica, who) => new CacheEvent.Asks(replica, who))),
        (
            60,
            from replica in Which
            from who in Account
            from readsAtTheEnd in Gen.Elements(true, false)
            select (CacheEvent)new CacheEvent.Opens(replica, who, readsAtTheEnd)
        ),
        (50, Of(Gen.Choose(0, 2), which => new CacheEvent.CallEnds(which))),
        (
            20,
            Of(
                Gen.Elements(1, 1, 4, 5, 29, 30, 31, 59, 60, 61, 3600, 86_399, 86_460),
                seconds => new CacheEvent.Passes(seconds)
            )
        ),
        (
            60,
            Of(
                Gen.Elements<string?>(null, null, null, null, "ada", "ben", "ada ben", "nobody"),
                seenBy => new CacheEvent.Becomes(seenBy)
            )
        ),
        (15, Of(Gen.Elements(true, false, false), now => new CacheEvent.Fails(now))),
        (12, Of(Account, Gen.Elements(true, false, false), (who, now) => new CacheEvent.Revokes(who, now))),
        (20, Of(Which, replica => new CacheEvent.Expires(replica))),
        (15, Of(Which, replica => new CacheEvent.Purges(replica))),
        (25, Of(Which, Account, (replica, who) => new CacheEvent.PurgesAccount(replica, who))),
        (10, Gen.Constant<CacheEvent>(new CacheEvent.Forgets())),
        (20, Gen.Constant<CacheEvent>(new CacheEvent.Evicts())),
        (6, Gen.Constant<CacheEvent>(new CacheEvent.Saves())),
        (3, Gen.Constant<CacheEvent>(new CacheEvent.FailsOver())),
        (4, Of(Which, replica => new CacheEvent.Restarts(replica))),
        (1, Of(Which, replica => new CacheEvent.IsCutOff(replica))),
        (20, Of(Which, replica => new CacheEvent.Returns(replica)))
    );

    private static readonly Gen<List<CacheEvent>> History = Gen.Choose(5, 80)
        .SelectMany(length => Event.ListOf(length))
        .Select(events => events.ToList());

    [Fact]
    public async Task Nobody_is_shown_by_any_replica_what_the_provider_would_not_have_shown_them()
    {
        var histories = (
            await Task.WhenAll(Enumerable.Range(0, Groups).Select(group => PlayAsync(hasMessages: group % 3 > 0)))
        ).SelectMany(all => all);

        // Histories in which nothing happens would prove nothing.
        var sources = histories
            .SelectMany(history => history.Sources)
            .GroupBy(source => source.Key, source => source.Value)
            .ToDictionary(source => source.Key, source => source.Sum());
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join(", ", sources));
        foreach (var source in Enum.GetValues<CacheSource>())
            sources.GetValueOrDefault(source).ShouldBeGreaterThan(Groups * HistoriesPerGroup / 20, source.ToString());
        histories.Sum(history => history.Shared).ShouldBeGreaterThan(Groups * HistoriesPerGroup / 10);
    }

    private static async Task<List<CacheHistory>> PlayAsync(bool hasMessages)
    {
        await using var group = await ReplicaGroup.StartAsync(hasMessages);
        var histories = new List<CacheHistory>();
        foreach (var events in History.Sample(HistoriesPerGroup))
        {
            var history = await CacheHistory.RunAsync(group, histories.Count, events);
            history.Breaches.ShouldBeEmpty(string.Join("; ", events));
            histories.Add(history);
        }
        return histories;
    }

    private static Gen<CacheEvent> Of<T>(Gen<T> one, Func<T, CacheEvent> happens) => one.Select(happens);

    private static Gen<CacheEvent> Of<T1, T2>(Gen<T1> one, Gen<T2> other, Func<T1, T2, CacheEvent> happens) =>
        one.SelectMany(first => other.Select(second => happens(first, second)));
}
