using Unfurl.Notion.Lab;

namespace Unfurl.Simulator.Users;

/// <summary>The state of a user. <see cref="UserDirectory"/> holds its lock during every access.</summary>
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

    // The same account in the same workspace stays one connection, with the new tokens.
    public void Connect(Connection connection)
    {
        var index = _connections.FindIndex(existing => existing.IsOf(connection.Workspace.Id, connection.Account.Key));
        if (index >= 0)
            connection = connection with { Id = _connections[index].Id };
        Put(_connections, index, connection, MaxConnections);
    }

    // Has no effect if the user has connected again in the meantime.
    public void Renew(Connection connection, ServiceTokens tokens)
    {
        var index = _connections.FindIndex(existing =>
            existing.Id == connection.Id && existing.Tokens == connection.Tokens
        );
        if (index >= 0)
            _connections[index] = _connections[index] with { Tokens = tokens };
    }

    public void Disconnect(string id) => _connections.RemoveAll(existing => existing.Id == id);

    public NotionPreview? Preview(string url) => _previews.FindLast(preview => preview.Url == url);

    public void RemovePreview(NotionPreview preview) =>
        _previews.RemoveAll(existing => existing.Url == preview.Url && existing.Workspace == preview.Workspace);

    // A rejected response does not change the displayed preview; it is only added to the history.
    public void Show(string url, string workspace, string accountKey, PreviewChange change)
    {
        var index = _previews.FindIndex(existing => existing.Url == url && existing.Workspace == workspace);
        var preview = index >= 0 ? _previews[index] : new(url, workspace, accountKey, [], null, []);
        if (change.Violations.Count == 0)
        {
            // An error operation marks the preview as broken; a response without one clears the mark.
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
