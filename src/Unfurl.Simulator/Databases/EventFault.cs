namespace Unfurl.Simulator.Databases;

/// <summary>What goes wrong with one event of a subscription.</summary>
public sealed record EventFault
{
    // The event arrives as it should.
    public static readonly EventFault None = new(EventFaultKind.None);

    // It never arrives.
    public static readonly EventFault Lost = new(EventFaultKind.Lost);

    // It arrives twice, with the same id.
    public static readonly EventFault Doubled = new(EventFaultKind.Doubled);

    // It arrives after the next one, or after a minute if there is none.
    public static readonly EventFault Reordered = new(EventFaultKind.Reordered);

    // Its first attempt is signed with another key.
    public static readonly EventFault WrongSignature = new(EventFaultKind.WrongSignature);

    private EventFault(EventFaultKind kind) => Kind = kind;

    internal EventFaultKind Kind { get; }

    internal TimeSpan Delay { get; private init; }

    // It arrives so much later than it should.
    public static EventFault Delayed(TimeSpan delay) => new(EventFaultKind.Delayed) { Delay = delay };

    // What goes wrong with so many events, most of which arrive well: the same for the same seed. Nothing is wrongly signed.
    public static IReadOnlyList<EventFault> Sequence(string seed, int count) =>
        [.. Enumerable.Range(0, count).Select(index => At(Fingerprint.Bytes($"{seed} {index}")))];

    private static EventFault At(byte[] chance) =>
        (chance[0] % 10) switch
        {
            0 => Lost,
            1 => Doubled,
            2 => Reordered,
            3 => Delayed(TimeSpan.FromSeconds(1 + chance[1])),
            _ => None,
        };
}

internal enum EventFaultKind
{
    None,
    Lost,
    Doubled,
    Reordered,
    Delayed,
    WrongSignature,
}
