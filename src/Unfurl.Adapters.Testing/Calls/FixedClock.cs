namespace Unfurl.Adapters.Testing.Calls;

/// <summary>A clock that stands still, so that a card with a time in it is the same in each run.</summary>
internal sealed class FixedClock : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Start;
}
