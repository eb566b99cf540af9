using FsCheck;
using FsCheck.Fluent;
using Unfurl.Server.Caching;
using static Unfurl.Tests.Caching.CacheWorld;

namespace Unfurl.Tests.Caching;

/// <summary>Whatever happens, nobody is shown what the provider would not have shown them within the promised time.</summary>
public sealed class PrivacyPropertyTests
{
    private const int Histories = 1500;

    private static readonly Gen<PrivacyEvent> Event = Gen.Frequency(
        (7, Gen.Elements(Ada, Ben).Select(who => (PrivacyEvent)new PrivacyEvent.Asks(who, IsOpen: false))),
        (3, Gen.Elements(Ada, Ben).Select(who => (PrivacyEvent)new PrivacyEvent.Asks(who, IsOpen: true))),
        (3, Gen.Choose(0, 1).Select(which => (PrivacyEvent)new PrivacyEvent.CallEnds(which))),
        (4, Gen.Elements(1, 5, 29, 31, 59, 60, 61, 3600, 86_399).Select(s => (PrivacyEvent)new PrivacyEvent.Passes(s))),
        (4, Gen.Elements(Enum.GetValues<SeenBy>()).Select(by => (PrivacyEvent)new PrivacyEvent.Becomes(by))),
        (2, Gen.Elements(true, false).Select(fails => (PrivacyEvent)new PrivacyEvent.Fails(fails)))
    );

    private static readonly Gen<List<PrivacyEvent>> History = Gen.Choose(5, 60)
        .SelectMany(length => Event.ListOf(length))
        .Select(events => events.ToList());

    [Fact]
    public async Task Nobody_is_shown_what_the_provider_would_not_have_shown_them()
    {
        var sources = new Dictionary<CacheSource, int>();

        foreach (var events in History.Sample(Histories))
        {
            var history = await PrivacyHistory.RunAsync(events);
            history.Breaches.ShouldBeEmpty(string.Join("; ", events));
            foreach (var (source, count) in history.Sources)
                sources[source] = sources.GetValueOrDefault(source) + count;
        }

        // Histories in which nothing happens would prove nothing.
        foreach (var source in Enum.GetValues<CacheSource>())
            sources.GetValueOrDefault(source).ShouldBeGreaterThan(Histories / 10, source.ToString());
    }
}
