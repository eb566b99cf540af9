namespace Unfurl.Simulator.Databases;

/// <summary>A database: a container of data sources, which is shared with connections.</summary>
public sealed class SimulatedDatabase
{
    private readonly Dictionary<SimulatedConnection, bool> _shares = [];

    internal SimulatedDatabase(SimulatedWorkspace workspace, string id, string title)
    {
        Workspace = workspace;
        Id = id;
        Title = title;
        CreatedTime = LastEditedTime = workspace.All.Now;
    }

    public SimulatedWorkspace Workspace { get; }

    public string Id { get; }

    public string Title { get; }

    public IReadOnlyList<SimulatedDataSource> DataSources => All.Read(() => Sources.ToArray());

    // The first one.
    public SimulatedDataSource DataSource => DataSources[0];

    internal SimulatedDatabases All => Workspace.All;

    internal List<SimulatedDataSource> Sources { get; } = [];

    internal DateTimeOffset CreatedTime { get; }

    internal DateTimeOffset LastEditedTime { get; set; }

    public SimulatedDataSource AddDataSource(string name, params IReadOnlyList<NewColumn> columns) =>
        All.Change(() =>
        {
            var source = new SimulatedDataSource(this, All.NewId(), name, columns);
            Sources.Add(source);
            return source;
        });

    // What is shared by inheritance, through a page above, may not be found by search.
    public void ShareWith(SimulatedConnection connection, bool isFoundBySearch = true) =>
        All.Change(() => _shares[connection] = isFoundBySearch);

    public void Unshare(SimulatedConnection connection) => All.Change(() => _shares.Remove(connection));

    internal bool IsSharedWith(SimulatedConnection connection) => _shares.ContainsKey(connection);

    internal bool IsFoundBy(SimulatedConnection connection) => _shares.GetValueOrDefault(connection);
}
