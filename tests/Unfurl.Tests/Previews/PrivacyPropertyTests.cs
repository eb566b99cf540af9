using FsCheck;
using FsCheck.Fluent;
using Unfurl.Server.Previews;
using static Unfurl.Tests.Previews.CacheWorld;

namespace Unfurl.Tests.Previews;

/// <summary>Whatever happens, nobody is shown what the provider would not have shown them within the promised time.</summary>
public sealed class PrivacyPropertyTests
{
    private const int Histories = 2500;

    private static readonly Gen<string> Account = Gen.Elements(Ada, Ben, Carol);

    private static readonly Gen<PrivacyEvent> Event = Gen.Frequency(
        (9, Account.Select(who => (PrivacyEvent)new PrivacyEvent.Asks(who))),
        (
            5,
            from who in Account
            from readsAtTheEnd in Gen.Elements(true, false)
            select (PrivacyEvent)new PrivacyEvent.Opens(who, readsAtTheEnd)
        ),
        (4, Gen.Choose(0, 2).Select(which => (PrivacyEvent)new PrivacyEvent.CallEnds(which))),
        (
            6,
            Gen.Elements(1, 1, 4, 5, 29, 30, 31, 59, 60, 61, 3600, 86_399, 86_460)
                .Select(seconds => (PrivacyEvent)new PrivacyEvent.Passes(seconds))
        ),
        (
            5,
            Gen.Elements<string?>(null, null, "ada", "ben", "ada ben", "ada ben carol", "nobody")
                .Select(seenBy => (PrivacyEvent)new PrivacyEvent.Becomes(seenBy))
        ),
        (2, Gen.Elements(true, false, false).Select(now => (PrivacyEvent)new PrivacyEvent.Fails(now))),
        (
            1,
            from who in Account
            from seconds in Gen.Elements(10, 600, 7200)
            select (PrivacyEvent)new PrivacyEvent.Limits(who, seconds)
        ),
        (
            2,
            from who in Account
            from now in Gen.Elements(true, false)
            select (PrivacyEvent)new PrivacyEvent.Revokes(who, now)
        )
    );

    private static readonly Gen<List<PrivacyEvent>> History = Gen.Choose(5, 80)
        .SelectMany(length => Event.ListOf(length))
        .Select(events => events.ToList());

    [Fact]
    public async Task Nobody_is_shown_what_the_provider_would_not_have_shown_them()
    {
        var (sources, shared) = (new Dictionary<CacheSource, int>(), 0);

        foreach (var events in History.Sample(Histories))
        {
            var history = await PrivacyHistory.RunAsync(events);
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
