namespace Unfurl.Simulator.People;

/// <summary>One person's state; <see cref="UserDirectory"/> holds its lock while it is used.</summary>
internal sealed class UserState(string user)
{
    private const int MaxConnections = 20;
    private const int MaxPreviews = 500;
    private const int MaxHistory = 20;

    private readonly List<Connection> _connections = [];
    private readonly List<NotionPreview> _previews = [];

    public string User => user;

    public Journal Journal { get; } = new();

    public IReadOnlyList<Connection> Connections => _connections;

    public IReadOnlyList<NotionPreview> Previews => _previews;

    /// <summary>The same account of the same workspace stays one entry, with the new tokens.</summary>
    public void Connect(Connection connection)
    {
        var index = _connections.FindIndex(known => known.IsOf(connection.Workspace.Id, connection.Account.Key));
        if (index >= 0)
            connection = connection with { Id = _connections[index].Id };
        Put(_connections, index, connection, MaxConnections);
    }

    /// <summary>Unless the person has connected anew meanwhile.</summary>
    public void Renew(Connection connection, ServiceTokens tokens)
    {
        var index = _connections.FindIndex(known => known.Id == connection.Id && known.Tokens == connection.Tokens);
        if (index >= 0)
            _connections[index] = _connections[index] with { Tokens = tokens };
    }

    public void Disconnect(string id) => _connections.RemoveAll(known => known.Id == id);

    public NotionPreview? Preview(string url) => _previews.FindLast(preview => preview.Url == url);

    public void RemovePreview(NotionPreview preview) =>
        _previews.RemoveAll(known => known.Url == preview.Url && known.Workspace == preview.Workspace);

    /// <summary>A rejected answer leaves what is shown as it was; only the history tells of it.</summary>
    public void Show(string url, string workspace, string accountKey, PreviewChange change)
    {
        var index = _previews.FindIndex(known => known.Url == url && known.Workspace == workspace);
        var preview = index >= 0 ? _previews[index] : new(url, workspace, accountKey, [], null, []);
        if (change.Violations.Count == 0)
        {
            // An error operation marks the preview as broken; leaving it out clears an earlier error.
            preview = preview with
            {
                AccountKey = accountKey,
                Attributes = change.Attributes ?? preview.Attributes,
                Error = change.Error,
            };
        }
        preview = preview with { History = [.. preview.History.TakeLast(MaxHistory - 1), change] };
        Put(_previews, index, preview, MaxPreviews);
    }

    private static void Put<T>(List<T> list, int index, T item, int limit)
    {
        if (index >= 0)
        {
            list[index] = item;
            return;
        }
        if (list.Count == limit)
            list.RemoveAt(0);
        list.Add(item);
    }
}
