using Unfurl.Simulator.Databases.Rest;

namespace Unfurl.Simulator.Databases;

/// <summary>A workspace: its people, its connections and its databases.</summary>
public sealed class SimulatedWorkspace
{
    private readonly List<SimulatedPerson> _people = [];
    private readonly List<SimulatedConnection> _connections = [];
    private readonly List<SimulatedDatabase> _databases = [];

    internal SimulatedWorkspace(SimulatedDatabases all, string id, string name)
    {
        All = all;
        Id = id;
        Name = name;
        Window = new(all.Time);
    }

    public string Id { get; }

    public string Name { get; }

    // Shared by all connections of the workspace; null for no limit.
    public int? RequestsPerMinute { get; set; }

    public IReadOnlyList<SimulatedPerson> People => All.Read(() => _people.ToArray());

    // Also those that people authorized, until they are revoked.
    public IReadOnlyList<SimulatedConnection> Connections =>
        All.Read(() => _connections.Where(it => !it.IsRemoved).ToArray());

    public IReadOnlyList<SimulatedDatabase> Databases => All.Read(() => _databases.ToArray());

    internal SimulatedDatabases All { get; }

    internal SlidingWindow Window { get; }

    internal Dictionary<string, (int Limit, SlidingWindow Window)> EndpointLimits { get; } =
        new(StringComparer.Ordinal);

    // Guests have a few pages only: the list of users leaves them out.
    public SimulatedPerson AddPerson(string name, string? email = null, bool isGuest = false) =>
        All.Change(() =>
        {
            var person = new SimulatedPerson(this, All.NewId(), name, email, isGuest);
            _people.Add(person);
            return person;
        });

    // An internal connection: a bot with a token. 180 requests are what a workspace below Business has, 600 what Business has.
    public SimulatedConnection AddConnection(
        string name,
        Secret token,
        ConnectionCapabilities capabilities = ConnectionCapabilities.All,
        int? requestsPerMinute = 180
    ) =>
        All.Change(() =>
        {
            var connection = new SimulatedConnection(this, All.NewId(), name, token, capabilities)
            {
                RequestsPerMinute = requestsPerMinute,
            };
            _connections.Add(connection);
            return connection;
        });

    // A database with one data source of the same name. A title column is added unless there is one.
    public SimulatedDatabase AddDatabase(string title, params IReadOnlyList<NewColumn> columns) =>
        All.Change(() =>
        {
            var database = new SimulatedDatabase(this, All.NewId(), title);
            _databases.Add(database);
            database.AddDataSource(title, columns);
            return database;
        });

    // Limits one endpoint for all connections together, e.g. "POST /v1/data_sources/{data_source_id}/query".
    public void LimitEndpoint(string endpoint, int requestsPerMinute)
    {
        if (!RestApi.HasEndpoint(endpoint))
            throw new ArgumentException($"There is no endpoint {endpoint}.", nameof(endpoint));
        All.Change(() => EndpointLimits[endpoint] = (requestsPerMinute, new(All.Time)));
    }

    // Its token follows.
    internal SimulatedConnection AddBot(SimulatedPublicConnection connection, SimulatedPerson owner)
    {
        var bot = new SimulatedConnection(this, All.NewId(), connection.Name, null, connection.Capabilities)
        {
            RequestsPerMinute = connection.RequestsPerMinute,
            Owner = owner,
        };
        _connections.Add(bot);
        return bot;
    }

    // It stays known as the author of what it wrote.
    internal void RemoveBot(SimulatedConnection bot)
    {
        bot.IsRemoved = true;
        foreach (var database in _databases)
            database.Unshare(bot);
    }

    internal SimulatedPerson? FindPerson(string id) => _people.Find(it => it.Id == id);

    internal SimulatedConnection? FindConnection(string id) => _connections.Find(it => it.Id == id);

    internal SimulatedConnection? FindByToken(string fingerprint) => _connections.Find(it => it.HasToken(fingerprint));

    internal IEnumerable<SimulatedDataSource> SourcesSharedWith(SimulatedConnection connection) =>
        _databases.Where(it => it.IsSharedWith(connection)).SelectMany(it => it.Sources);

    internal SimulatedDatabase? FindDatabase(string id) => _databases.Find(it => it.Id == id);

    internal SimulatedRow? FindRow(string id) =>
        _databases.SelectMany(it => it.Sources).Select(it => it.FindRow(id)).FirstOrDefault(it => it is not null);
}
