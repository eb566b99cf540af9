using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Unfurl.Simulator.Databases.Events;

namespace Unfurl.Simulator.Databases;

/// <summary>
/// A subscription to the events of all that is shared with a connection (reference page "Webhooks"). It is set up as in the
/// Developer portal: its token is sent to the URL, and events follow once <see cref="Verify"/> got it back.
/// </summary>
public sealed class SimulatedSubscription
{
    private const int MaxDeliveries = 10_000;

    private readonly SimulatedDatabases _all;
    private readonly Outbox _outbox;
    private readonly EventFaults _faults;
    private readonly ITimer _timer;
    private readonly OrderedDictionary<string, AggregationWindow> _windows = new(StringComparer.Ordinal);
    private readonly Queue<EventDelivery> _deliveries = new();
    private readonly Queue<(TimeSpan Time, bool IsTaken)> _firstAttempts = new();
    private int _handshakes;

    internal SimulatedSubscription(
        SimulatedDatabases all,
        EventSender sender,
        Subscriber subscriber,
        Uri url,
        IReadOnlyList<string> types
    )
    {
        Url = Checked(url);
        _all = all;
        _outbox = new(all, sender, this);
        _faults = new(_outbox);
        _timer = all.Time.CreateTimer(_ => all.Change(GoOn), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Subscriber = subscriber;
        Types = types;
        Id = all.NewId();
        VerificationToken = NewToken();
        SendToken();
    }

    public string Id { get; }

    public Uri Url { get; private set; }

    // What is subscribed; empty for all.
    public IReadOnlyList<string> Types { get; }

    public SubscriptionState State { get; private set; }

    // What the handshake sends, and the key of all signatures.
    public Secret VerificationToken { get; private set; }

    public string ApiVersion { get; set; } = "2026-03-11";

    // Changes of a page within it become one event of each type. Zero: each change is an event.
    public TimeSpan AggregationWindow { get; set; } = TimeSpan.FromSeconds(5);

    public TitleEvents TitleEvents { get; set; }

    // Null: never.
    public PauseRule? PauseRule { get; set; } = new();

    // How many events and handshakes are not delivered yet, also those that wait: for more changes, or for another attempt.
    public int Pending => _all.Read(() => _outbox.Count + _windows.Values.Sum(it => it.Events.Count()));

    // Whether a request is under way: a clock of a test that goes on meanwhile makes the receiver look slow.
    public bool IsSending => _all.Read(() => _outbox.IsSending);

    // The latest requests, in order.
    public IReadOnlyList<EventDelivery> Deliveries => _all.Read(() => _deliveries.ToArray());

    internal Subscriber Subscriber { get; }

    internal Task Ended => _outbox.Ended;

    // The operator gives back what came with the handshake. False, and nothing changes, if it is another token.
    public bool Verify(Secret token) =>
        _all.Change(() =>
        {
            if (
                !CryptographicOperations.FixedTimeEquals(
                    Fingerprint.Bytes(token.Reveal()),
                    Fingerprint.Bytes(VerificationToken.Reveal())
                )
            )
                return false;
            if (State == SubscriptionState.Unverified)
                State = SubscriptionState.Active;
            return true;
        });

    // Sends the handshake again, as "Resend token" does. A new token is the key of all that is signed from now on.
    public void ResendToken(bool isNew = false) =>
        _all.Change(() =>
        {
            if (isNew)
                VerificationToken = NewToken();
            SendToken();
        });

    // Only before it is verified. The new URL gets the token.
    public void ChangeUrl(Uri url) =>
        _all.Change(() =>
        {
            if (State != SubscriptionState.Unverified)
                throw new InvalidOperationException("The URL of a subscription that was verified stays.");
            Url = Checked(url);
            SendToken();
        });

    // The operator lets it go on after a pause.
    public void Resume() =>
        _all.Change(() =>
        {
            if (State != SubscriptionState.Paused)
                throw new InvalidOperationException("The subscription is not paused.");
            State = SubscriptionState.Active;
            _firstAttempts.Clear();
        });

    // One for each of the next events.
    public void Disturb(params IEnumerable<EventFault> faults) => _all.Change(() => _faults.Add(faults));

    // An event that is made by hand, of any type. The members of the JSON object stand beside those that all events have, or
    // replace them. It is sent at once. Gives its id.
    public string Send(string type, string json) =>
        _all.Change(() =>
        {
            if (State != SubscriptionState.Active)
                throw new InvalidOperationException("The subscription is not active.");
            var workspace =
                Subscriber.Bots().FirstOrDefault()?.Workspace
                ?? throw new InvalidOperationException("Nobody has authorized the connection.");
            var id = _all.NewId();
            var envelope = EventJson.Envelope(type, id, _all.Now, workspace, this);
            foreach (var (name, value) in JsonNode.Parse(json)!.AsObject())
                envelope[name] = value?.DeepClone();
            Post(id, type, envelope);
            GoOn();
            return id;
        });

    internal void Take(Change change)
    {
        if (State != SubscriptionState.Active || Subscriber.BotsThatSee(change.Source.Database).Count == 0)
            return;
        foreach (var part in Titles.Split(change, TitleEvents).Where(it => Types.Count == 0 || Types.Contains(it.Type)))
            Aggregate(part);
        GoOn();
    }

    internal void NoteAnswer(Outbox.Request request, int? status)
    {
        var delivery = new EventDelivery(_all.Now, request.EventId, request.Type, request.Attempt, status);
        if (_deliveries.Count == MaxDeliveries)
            _deliveries.Dequeue();
        _deliveries.Enqueue(delivery);
        // What was on its way when the subscription was paused is not tried again.
        if (request.EventId is not null && State == SubscriptionState.Active)
        {
            if (request.Attempt == 1)
                NoteFirstAttempt(delivery.IsTaken);
            if (!delivery.IsTaken && State == SubscriptionState.Active && Retries.After(request.Attempt) is { } wait)
                _outbox.Add(
                    request with
                    {
                        Attempt = request.Attempt + 1,
                        Due = _outbox.Now + wait,
                        Key = VerificationToken,
                    }
                );
        }
        GoOn();
    }

    internal void Stop() => _timer.Dispose();

    private static Uri Checked(Uri url) =>
        url.IsAbsoluteUri
        && url.UserInfo.Length == 0
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
            ? url
            : throw new ArgumentException("The URL of a subscription is https, or http to this machine.", nameof(url));

    private static Secret NewToken() => new($"secret_{Fingerprint.NewSecret()}");

    private void SendToken()
    {
        var json = new JsonObject { [EventDelivery.Handshake] = VerificationToken.Reveal() };
        _outbox.Add(
            new(null, EventDelivery.Handshake, json, _outbox.Now, VerificationToken) { Attempt = ++_handshakes }
        );
        GoOn();
    }

    private void Aggregate(Change change)
    {
        var now = _outbox.Now;
        var window = _windows.GetValueOrDefault(change.EntityId);
        if (AggregationWindow <= TimeSpan.Zero || !EventTypes.IsAggregated(change.Type))
            window = new(now);
        else if (window is null)
            _windows.Add(change.EntityId, window = new(now + AggregationWindow));
        window.Add(change, _all.Now);
        if (window.End <= now)
            Post(window);
    }

    // What is due happens, and the timer is set for what comes next.
    private void GoOn()
    {
        if (_outbox.HasEnded)
            return;
        foreach (var (entity, window) in _windows.Where(it => it.Value.End <= _outbox.Now).ToList())
        {
            _windows.Remove(entity);
            Post(window);
        }
        _outbox.SendDue();
        var ends = _windows.Values.Select(it => (TimeSpan?)it.End).Append(_outbox.NextDue);
        if (ends.Min() is { } next)
            _timer.Change(Later(next - _outbox.Now), Timeout.InfiniteTimeSpan);
    }

    // Timers of the system round down to milliseconds.
    private static TimeSpan Later(TimeSpan wait) =>
        wait <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));

    private void Post(AggregationWindow window)
    {
        foreach (var aggregated in window.Events)
        {
            var id = _all.NewId();
            Post(id, aggregated.Type, EventJson.Of(aggregated, id, this));
        }
    }

    private void Post(string id, string type, JsonObject json) =>
        _faults.Pass(new(id, type, json, _outbox.Now, VerificationToken));

    private void NoteFirstAttempt(bool isTaken)
    {
        if (PauseRule is not { } rule)
            return;
        _firstAttempts.Enqueue((_outbox.Now, isTaken));
        while (_outbox.Now - _firstAttempts.Peek().Time >= rule.Window)
            _firstAttempts.Dequeue();
        var failures = _firstAttempts.Count(it => !it.IsTaken);
        if (_firstAttempts.Count < rule.MinEvents || failures < rule.FailureShare * _firstAttempts.Count)
            return;
        State = SubscriptionState.Paused;
        _outbox.Clear();
        _windows.Clear();
    }
}
