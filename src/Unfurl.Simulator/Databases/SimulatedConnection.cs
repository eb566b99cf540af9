using Unfurl.Simulator.Databases.Events;
using Unfurl.Simulator.Databases.Rest;

namespace Unfurl.Simulator.Databases;

/// <summary>
/// A connection in a workspace: a bot whose token the service under test sends. It is an internal connection, or the bot of an
/// authorization.
/// </summary>
public sealed class SimulatedConnection
{
    private const int MaxCalls = 10_000;

    private readonly Queue<RestExchange> _calls = new();
    private readonly Queue<NotionFault> _faults = new();
    private readonly Queue<NotionFault> _writeFaults = new();
    private readonly long _started;
    private string? _token;
    private TimeSpan _notBefore;

    internal SimulatedConnection(
        SimulatedWorkspace workspace,
        string id,
        string name,
        Secret? token,
        ConnectionCapabilities capabilities
    )
    {
        Workspace = workspace;
        Id = id;
        Name = name;
        Capabilities = capabilities;
        _token = token is null ? null : Fingerprint.Of(token.Reveal());
        _started = All.Time.GetTimestamp();
        Window = new(All.Time);
    }

    public SimulatedWorkspace Workspace { get; }

    // The id of the bot: what users/me says, and the author of what the connection writes.
    public string Id { get; }

    public string Name { get; }

    public ConnectionCapabilities Capabilities { get; set; }

    // In a window of 60 seconds; null for no limit.
    public int? RequestsPerMinute { get; set; }

    public int RequestCount { get; private set; }

    // How many requests were answered 429.
    public int RateLimitedCount { get; private set; }

    // How many requests came before the Retry-After that an earlier one was told had passed.
    public int ImpatientCount { get; private set; }

    // The latest requests, in order.
    public IReadOnlyList<RestExchange> Calls => All.Read(() => _calls.ToArray());

    public IReadOnlyList<SimulatedSubscription> Subscriptions => All.Subscriptions.Of(Subscriber.Id);

    // Who authorized it; null for an internal connection, which is the workspace's.
    internal SimulatedPerson? Owner { get; init; }

    internal bool IsRemoved { get; set; }

    internal SlidingWindow Window { get; }

    // The id of the connection is another one than its bot's.
    private Subscriber Subscriber => new(Fingerprint.StableId($"connection of {Id}"), IsPublic: false, () => [this]);

    private SimulatedDatabases All => Workspace.All;

    // To events of these types, or of all, about what is shared with the connection. The handshake is sent to the URL, which is
    // https, or http to this machine.
    public SimulatedSubscription Subscribe(Uri url, params IReadOnlyList<string> types) =>
        All.Subscriptions.Add(Subscriber, url, types);

    // One failure per request.
    public void Fail(params IEnumerable<NotionFault> faults) => Enqueue(_faults, faults);

    // One failure per request that writes; those that read go on.
    public void FailWrites(params IEnumerable<NotionFault> faults) => Enqueue(_writeFaults, faults);

    // From now on another token is needed.
    public void ReplaceToken(Secret token) => All.Change(() => _token = Fingerprint.Of(token.Reveal()));

    internal void RemoveToken() => _token = null;

    internal bool HasToken(string fingerprint) => _token == fingerprint;

    internal bool Can(ConnectionCapabilities needed) => (Capabilities & needed) == needed;

    internal NotionFault? NextFault(bool isWrite) =>
        isWrite && _writeFaults.TryDequeue(out var fault) || _faults.TryDequeue(out fault) ? fault : null;

    internal void NoteArrival()
    {
        RequestCount++;
        if (All.Time.GetElapsedTime(_started) + SlidingWindow.Tolerance < _notBefore)
            ImpatientCount++;
    }

    internal void NoteAnswer(RestExchange exchange, TimeSpan? retryAfter)
    {
        if (_calls.Count == MaxCalls)
            _calls.Dequeue();
        _calls.Enqueue(exchange);
        if (exchange.Status == 429)
            RateLimitedCount++;
        if (retryAfter is { } wait)
            _notBefore = All.Time.GetElapsedTime(_started) + wait;
    }

    private void Enqueue(Queue<NotionFault> queue, IEnumerable<NotionFault> faults) =>
        All.Change(() =>
        {
            foreach (var fault in faults)
                queue.Enqueue(fault);
        });
}

/// <summary>What a connection may do (its page in the Developer portal). Without what is needed a request gets 403.</summary>
[Flags]
public enum ConnectionCapabilities
{
    None = 0,
    ReadContent = 1,
    UpdateContent = 2,
    InsertContent = 4,
    UserInformation = 8,
    UserEmails = 16,
    All = ReadContent | UpdateContent | InsertContent | UserInformation | UserEmails,
}

/// <summary>A request of a connection; no status if it was not answered.</summary>
public sealed record RestExchange(DateTimeOffset Time, string Method, string Path, int? Status);
