using FsCheck;
using FsCheck.Fluent;
using Unfurl.Server.Previews;

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
    private static readonly Gen<int> Which = Gen.Choose(0, ReplicaGroup.Size - 1);

    private static readonly Gen<ReplicaEvent> Event = Gen.Frequency(
        (120, Of(Which, Account, (replica, who) => new ReplicaEvent.Asks(replica, who))),
        (
            60,
            from replica in Which
            from who in Account
            from readsAtTheEnd in Gen.Elements(true, false)
            select (ReplicaEvent)new ReplicaEvent.Opens(replica, who, readsAtTheEnd)
        ),
        (50, Of(Gen.Choose(0, 2), which => new ReplicaEvent.CallEnds(which))),
        (
            20,
            Of(
                Gen.Elements(1, 1, 4, 5, 29, 30, 31, 59, 60, 61, 3600, 86_399, 86_460),
                seconds => new ReplicaEvent.Passes(seconds)
            )
        ),
        (
            60,
            Of(
                Gen.Elements<string?>(null, null, null, null, "ada", "ben", "ada ben", "nobody"),
                seenBy => new ReplicaEvent.Becomes(seenBy)
            )
        ),
        (15, Of(Gen.Elements(true, false, false), now => new ReplicaEvent.Fails(now))),
        (12, Of(Account, Gen.Elements(true, false, false), (who, now) => new ReplicaEvent.Revokes(who, now))),
        (20, Of(Which, replica => new ReplicaEvent.Expires(replica))),
        (15, Of(Which, replica => new ReplicaEvent.Purges(replica))),
        (25, Of(Which, Account, (replica, who) => new ReplicaEvent.PurgesAccount(replica, who))),
        (16, Gen.Constant<ReplicaEvent>(new ReplicaEvent.Forgets())),
        (4, Of(Which, replica => new ReplicaEvent.Restarts(replica))),
        (1, Of(Which, replica => new ReplicaEvent.IsCutOff(replica))),
        (20, Of(Which, replica => new ReplicaEvent.Returns(replica)))
    );

    private static readonly Gen<List<ReplicaEvent>> History = Gen.Choose(5, 80)
        .SelectMany(length => Event.ListOf(length))
        .Select(events => events.ToList());

    [Fact]
    public async Task Nobody_is_shown_by_any_replica_what_the_provider_would_not_have_shown_them()
    {
        var histories = (await Task.WhenAll(Enumerable.Range(0, Groups).Select(_ => PlayAsync()))).SelectMany(all =>
            all
        );

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

    private static async Task<List<ReplicaHistory>> PlayAsync()
    {
        await using var group = await ReplicaGroup.StartAsync();
        var histories = new List<ReplicaHistory>();
        foreach (var events in History.Sample(HistoriesPerGroup))
        {
            var history = await ReplicaHistory.RunAsync(group, histories.Count, events);
            history.Breaches.ShouldBeEmpty(string.Join("; ", events));
            histories.Add(history);
        }
        return histories;
    }

    private static Gen<ReplicaEvent> Of<T>(Gen<T> one, Func<T, ReplicaEvent> happens) => one.Select(happens);

    private static Gen<ReplicaEvent> Of<T1, T2>(Gen<T1> one, Gen<T2> other, Func<T1, T2, ReplicaEvent> happens) =>
        one.SelectMany(first => other.Select(second => happens(first, second)));
}
