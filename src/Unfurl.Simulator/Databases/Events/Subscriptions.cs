namespace Unfurl.Simulator.Databases.Events;

/// <summary>All subscriptions, which are told of every change.</summary>
internal sealed class Subscriptions(SimulatedDatabases all, HttpClient http) : IDisposable
{
    private readonly List<SimulatedSubscription> _all = [];
    private readonly EventSender _sender = new(http, all.Time);

    // When the requests that are being sent have ended.
    public Task Ended => all.Read(() => Task.WhenAll(_all.Select(it => it.Ended)));

    public SimulatedSubscription Add(Subscriber subscriber, Uri url, IReadOnlyList<string> types) =>
        all.Change(() =>
        {
            var subscription = new SimulatedSubscription(all, _sender, subscriber, url, types);
            _all.Add(subscription);
            return subscription;
        });

    public IReadOnlyList<SimulatedSubscription> Of(string subscriberId) =>
        all.Read(() => _all.Where(it => it.Subscriber.Id == subscriberId).ToArray());

    public void Publish(Change change)
    {
        foreach (var subscription in _all)
            subscription.Take(change);
    }

    // Nothing is sent from now on.
    public void Dispose()
    {
        _sender.Dispose();
        all.Read(() =>
        {
            _all.ForEach(it => it.Stop());
            return true;
        });
    }
}
