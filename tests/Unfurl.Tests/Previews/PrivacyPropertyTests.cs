using FsCheck;
using FsCheck.Fluent;
using Unfurl.Server.Previews;
using Unfurl.Testing.Previews;
using static Unfurl.Tests.Previews.CacheWorld;

namespace Unfurl.Tests.Previews;

/// <summary>Whatever happens, nobody is shown what the provider would not have shown them within the promised time.</summary>
public sealed class PrivacyPropertyTests
{
    private const int Histories = 2500;

    private static readonly Gen<string> Account = Gen.Elements(Ada, Ben, Carol);

    private static readonly Gen<CacheEvent> Event = Gen.Frequency(
        (9, Account.Select(who => (CacheEvent)new CacheEvent.Asks(0, who))),
        (
            5,
            from who in Account
            from readsAtTheEnd in Gen.Elements(true, false)
            select (CacheEvent)new CacheEvent.Opens(0, who, readsAtTheEnd)
        ),
        (4, Gen.Choose(0, 2).Select(which => (CacheEvent)new CacheEvent.CallEnds(which))),
        (
            6,
            Gen.Elements(1, 1, 4, 5, 29, 30, 31, 59, 60, 61, 3600, 86_399, 86_460)
                .Select(seconds => (CacheEvent)new CacheEvent.Passes(seconds))
        ),
        (
            5,
            Gen.Elements<string?>(null, null, "ada", "ben", "ada ben", "ada ben carol", "nobody")
                .Select(seenBy => (CacheEvent)new CacheEvent.Becomes(seenBy))
        ),
        (2, Gen.Elements(true, false, false).Select(now => (CacheEvent)new CacheEvent.Fails(now))),
        (
            1,
            from who in Account
            from seconds in Gen.Elements(10, 600, 7200)
            select (CacheEvent)new CacheEvent.Limits(who, seconds)
        ),
        (
            2,
            from who in Account
            from now in Gen.Elements(true, false)
            select (CacheEvent)new CacheEvent.Revokes(who, now)
        )
    );

    private static readonly Gen<List<CacheEvent>> History = Gen.Choose(5, 80)
        .SelectMany(length => Event.ListOf(length))
        .Select(events => events.ToList());

    [Fact]
    public async Task Nobody_is_shown_what_the_provider_would_not_have_shown_them()
    {
        var (sources, shared) = (new Dictionary<CacheSource, int>(), 0);

        foreach (var events in History.Sample(Histories))
        {
            using var world = new CacheWorld();
            var history = await CacheHistory.RunAsync(world, number: 0, events);
            history.Breaches.ShouldBeEmpty(string.Join("; ", events));
            shared += history.Shared;
            foreach (var (source, count) in history.Sources)
                sources[source] = sources.GetValueOrDefault(source) + count;
        }

        // Histories in which nothing happens would prove nothing.
        foreach (var source in Enum.GetValues<CacheSource>().Where(source => source != CacheSource.Shared))
            sources.GetValueOrDefault(source).ShouldBeGreaterThan(Histories / 10, source.ToString());
        shared.ShouldBeGreaterThan(Histories / 10);
    }
}
