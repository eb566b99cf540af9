using Unfurl.Server.Previews;
using Unfurl.Testing;

namespace Unfurl.Tests.Previews;

public sealed class CallPausesTests
{
    private static readonly Resolution Refusal = new Resolution.Unavailable("refused") { IsUnknownRefusal = true };

    private readonly TestClock _clock = new();
    private readonly CallPauses _pauses;

    public CallPausesTests() => _pauses = new(_clock);

    [Fact]
    public void Accounts_that_nobody_asks_as_any_more_are_forgotten()
    {
        _pauses.Observe("acme", "limited", new Resolution.RateLimited(_clock.GetUtcNow().AddHours(2)));
        foreach (var account in (string[])["refused", "signed-in"])
            _pauses.Observe("acme", account, Refusal);
        _pauses.CredentialsChanged("signed-in");

        Counts(after: TimeSpan.Zero).ShouldBe(2);
        Counts(after: TimeSpan.FromHours(1)).ShouldBe(1);
        Counts(after: TimeSpan.FromHours(1)).ShouldBe(0);
    }

    [Fact]
    public void Sweeping_ends_no_pause_and_forgets_no_recent_refusal()
    {
        for (var i = 0; i < 3; i++)
            _pauses.Observe("acme", "ada", Refusal);
        _pauses.Sweep();
        _pauses.Find("acme", "ada").ShouldBeOfType<Resolution.Unavailable>();

        // The next refusal pauses twice as long.
        _clock.Advance(TimeSpan.FromSeconds(30));
        _pauses.Sweep();
        _pauses.Find("acme", "ada").ShouldBeNull();
        _pauses.Observe("acme", "ada", Refusal);
        _clock.Advance(TimeSpan.FromSeconds(59));
        _pauses.Find("acme", "ada").ShouldNotBeNull();
    }

    private int Counts(TimeSpan after)
    {
        _clock.Advance(after);
        _pauses.Sweep();
        return _pauses.Count;
    }
}
