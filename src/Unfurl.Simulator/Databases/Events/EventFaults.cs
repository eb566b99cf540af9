namespace Unfurl.Simulator.Databases.Events;

/// <summary>Puts events into the outbox, with what is to go wrong with them.</summary>
internal sealed class EventFaults(Outbox outbox)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Queue<EventFault> _next = new();
    private Outbox.Request? _overtaken;

    public void Add(IEnumerable<EventFault> faults)
    {
        foreach (var fault in faults)
            _next.Enqueue(fault);
    }

    public void Pass(Outbox.Request request)
    {
        var overtaken = _overtaken;
        _overtaken = null;
        var fault = _next.TryDequeue(out var found) ? found : EventFault.None;
        switch (fault.Kind)
        {
            case EventFaultKind.Lost:
                break;
            case EventFaultKind.Doubled:
                outbox.Add(request);
                outbox.Add(request);
                break;
            case EventFaultKind.Reordered:
                _overtaken = request with { Due = request.Due + Patience };
                outbox.Add(_overtaken);
                break;
            case EventFaultKind.Delayed:
                outbox.Add(request with { Due = request.Due + fault.Delay });
                break;
            case EventFaultKind.WrongSignature:
                outbox.Add(request with { Key = new($"{request.Key.Reveal()} of another") });
                break;
            default:
                outbox.Add(request);
                break;
        }
        if (overtaken is not null && outbox.Remove(overtaken))
            outbox.Add(overtaken with { Due = outbox.Now });
    }
}
