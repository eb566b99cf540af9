using System.Text;
using System.Text.Json.Nodes;

namespace Unfurl.Simulator.Databases.Events;

/// <summary>
/// The requests of a subscription, sent one after the other when they are due. All members are used in one step with what else
/// changes.
/// </summary>
internal sealed class Outbox(SimulatedDatabases all, EventSender sender, SimulatedSubscription subscription)
{
    private readonly List<Request> _waiting = [];
    private readonly long _started = all.Time.GetTimestamp();

    // Whether a request has no answer yet.
    public bool IsSending { get; private set; }

    public bool HasEnded => sender.HasEnded;

    public int Count => _waiting.Count + (IsSending ? 1 : 0);

    // The clock by which requests are due; it goes on when the wall clock is set.
    public TimeSpan Now => all.Time.GetElapsedTime(_started);

    // What is due while another request is sent comes after that.
    public TimeSpan? NextDue => IsSending || _waiting.Count == 0 ? null : _waiting.Min(it => it.Due);

    // Ends with the request that is being sent.
    public Task Ended { get; private set; } = Task.CompletedTask;

    public void Add(Request request) => _waiting.Add(request);

    // False if it is sent already.
    public bool Remove(Request request) => _waiting.Remove(request);

    public void Clear() => _waiting.Clear();

    public void SendDue()
    {
        if (IsSending || sender.HasEnded || _waiting.MinBy(it => it.Due) is not { } next || next.Due > Now)
            return;
        _waiting.Remove(next);
        IsSending = true;
        if (next.EventId is not null)
            next.Json[EventJson.Attempt] = next.Attempt;
        Ended = SendAsync(next, Encoding.UTF8.GetBytes(next.Json.ToJsonString()), subscription.Url);
    }

    private async Task SendAsync(Request request, byte[] body, Uri url)
    {
        // Whoever made the change must not wait, and holds a lock.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var status = await sender.SendAsync(url, body, request.Key);
        if (sender.HasEnded)
            return;
        all.Change(() =>
        {
            IsSending = false;
            subscription.NoteAnswer(request, status);
        });
    }

    /// <summary>A request to send; without an event's id it is the handshake.</summary>
    internal sealed record Request(string? EventId, string Type, JsonObject Json, TimeSpan Due, Secret Key)
    {
        public int Attempt { get; init; } = 1;
    }
}
