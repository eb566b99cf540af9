using Unfurl.Server.Previews;
using Unfurl.Testing;

namespace Unfurl.Tests.Previews;

public sealed class KnownEntriesTests
{
    private const int Capacity = 6400;

    private readonly TestClock _clock = new();
    private readonly Invalidations _invalidations = new();
    private readonly Invalidator _invalidator;
    private readonly KnownEntries<int, Learned> _known;

    public KnownEntriesTests()
    {
        _invalidator = new(_invalidations, new NoSharedLevel(isAlone: true));
        _known = new(Capacity, TimeSpan.MaxValue, _invalidations, _invalidator, _clock);
    }

    [Theory]
    [InlineData("first")]
    [InlineData("second")]
    public void An_entry_ends_when_one_of_its_tags_is_invalidated(string tag)
    {
        Learn(1);

        _ = _invalidator.PurgeAsync(InvalidationTag.OfGrant(tag));

        _known.TryGet(1, out _).ShouldBeFalse();
    }

    [Fact]
    public void What_is_invalidated_while_it_is_looked_up_is_not_known()
    {
        var begun = _known.Begin();
        _ = _invalidator.PurgeAsync(InvalidationTag.OfGrant("first"));

        _known.Set(1, new(_clock.GetUtcNow().UtcTicks + 1), begun);

        _known.TryGet(1, out _).ShouldBeFalse();
    }

    [Fact]
    public void A_replica_that_cannot_hear_the_others_confirms_after_a_second()
    {
        var alone = new Invalidator(_invalidations, new NoSharedLevel(isAlone: false));
        var known = new KnownEntries<int, Learned>(Capacity, TimeSpan.FromMinutes(1), _invalidations, alone, _clock);

        known.ConfirmEvery.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void The_number_of_entries_is_bounded()
    {
        for (var i = 0; i < 3 * Capacity; i++)
            Learn(i);

        _known.Count.ShouldBeInRange(Capacity / 2, Capacity);
    }

    [Fact]
    public void Sweeping_removes_what_has_ended()
    {
        Learn(1);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Learn(2);

        _known.Sweep();

        _known.Count.ShouldBe(1);
        _known.TryGet(2, out _).ShouldBeTrue();
    }

    private void Learn(int key) =>
        _known.Set(key, new((_clock.GetUtcNow() + TimeSpan.FromMinutes(1)).UtcTicks), _known.Begin());

    private readonly record struct Learned(long Until) : IKnown<int>
    {
        public (InvalidationTag, InvalidationTag?) TagsOf(int key) =>
            (InvalidationTag.OfGrant("first"), InvalidationTag.OfGrant("second"));
    }
}
