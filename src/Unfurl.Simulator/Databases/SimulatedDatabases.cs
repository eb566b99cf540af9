using Unfurl.Simulator.Databases.Events;
using Unfurl.Simulator.Databases.Rest;

namespace Unfurl.Simulator.Databases;

/// <summary>
/// What Notion's REST API serves: workspaces with people, connections and databases. A test or a demo acts here as people do in
/// Notion's user interface, and reads what the API was asked for. Thread-safe; every change is one step.
/// </summary>
public sealed class SimulatedDatabases
{
    private readonly Lock _lock = new();
    private readonly List<SimulatedWorkspace> _workspaces = [];
    private readonly List<SimulatedPublicConnection> _publicConnections = [];
    private readonly List<DatabaseWrite> _writes = [];
    private TaskCompletionSource _changed = NewSignal();

    internal SimulatedDatabases(HttpClient http, TimeProvider time)
    {
        Time = time;
        Cursors = new();
        Subscriptions = new(this, http);
    }

    // The required value of Notion-Version; null accepts any date, and answers as 2026-03-11 does.
    public string? NotionVersion { get; set; } = "2026-03-11";

    // How many rows a query gives over all its pages (changelog 2026-04-20).
    public int QueryLimit { get; set; } = 10_000;

    // Pages of the list of users may be shorter than asked for.
    public int MaxUsersPerPage { get; set; } = 100;

    public IReadOnlyList<SimulatedWorkspace> Workspaces => Read(() => _workspaces.ToArray());

    public IReadOnlyList<SimulatedPublicConnection> PublicConnections => Read(() => _publicConnections.ToArray());

    // The writes that the API accepted, in order, also those whose answer was lost to an injected failure.
    public IReadOnlyList<DatabaseWrite> Writes => Read(() => _writes.ToArray());

    internal TimeProvider Time { get; }

    internal Cursors Cursors { get; }

    internal Subscriptions Subscriptions { get; }

    // The id is Notion's for the workspace; null makes one up.
    public SimulatedWorkspace AddWorkspace(string name, string? id = null) =>
        Change(() =>
        {
            var workspace = new SimulatedWorkspace(this, id ?? NewId(), name);
            _workspaces.Add(workspace);
            return workspace;
        });

    // A connection that people authorize by OAuth. A redirect URI must be named exactly as it is here.
    public SimulatedPublicConnection AddPublicConnection(
        string name,
        string clientId,
        Secret clientSecret,
        params IReadOnlyList<Uri> redirectUris
    ) =>
        Change(() =>
        {
            if (redirectUris.Count == 0)
                throw new ArgumentException("A public connection has a redirect URI.", nameof(redirectUris));
            if (FindPublicConnection(clientId) is not null)
                throw new ArgumentException("There is a connection of this client id already.", nameof(clientId));
            var connection = new SimulatedPublicConnection(this, name, clientId, clientSecret, redirectUris);
            _publicConnections.Add(connection);
            return connection;
        });

    // Waits until the condition holds; it is looked at after each change and each answered request.
    public async Task WaitForAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
                changed = _changed.Task;
            if (condition())
                return;
            await changed.WaitAsync(cancellationToken);
        }
    }

    internal bool HasPublicConnections => Read(() => _publicConnections.Count > 0);

    internal SimulatedPublicConnection? FindPublicConnection(string clientId) =>
        Read(() => _publicConnections.Find(it => it.ClientId == clientId));

    internal DateTimeOffset Now => Time.GetUtcNow();

    // Ids do not tell the order in which things were made.
    internal string NewId() => Guid.CreateVersion7(Now).ToString();

    internal void Record(DatabaseWrite write) => _writes.Add(write);

    internal T Read<T>(Func<T> read)
    {
        lock (_lock)
            return read();
    }

    internal void Change(Action change) =>
        Change(() =>
        {
            change();
            return true;
        });

    internal T Change<T>(Func<T> change)
    {
        TaskCompletionSource changed;
        T result;
        lock (_lock)
        {
            result = change();
            changed = _changed;
            _changed = NewSignal();
        }
        changed.SetResult();
        return result;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
