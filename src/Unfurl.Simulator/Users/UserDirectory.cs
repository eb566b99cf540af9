using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Unfurl.Notion.Lab;

namespace Unfurl.Simulator.Users;

/// <summary>All users, in memory; the oldest are evicted above the limit.</summary>
internal sealed class UserDirectory(TimeProvider time)
{
    private const int MaxUsers = 1000;
    private const int MaxIdLength = 100;

    private static readonly SearchValues<char> IdCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789@._-"
    );

    private readonly Lock _lock = new();
    private readonly OrderedDictionary<string, UserState> _users = new(StringComparer.Ordinal);
    private readonly Journal _unattributed = new();
    private long _exchanges;

    // Ids are part of paths and pages.
    public static bool IsId([NotNullWhen(true)] string? id) =>
        id is { Length: > 0 and <= MaxIdLength }
        && !id.AsSpan().ContainsAnyExcept(IdCharacters)
        && char.IsAsciiLetterOrDigit(id[0]);

    public SimulatedUser Describe(string user)
    {
        lock (_lock)
        {
            var state = _users.GetValueOrDefault(user);
            return new(
                user,
                state is null ? [] : [.. state.Connections.Select(connection => connection.Describe())],
                state is null ? [] : [.. state.Previews],
                state?.Journal.Copy() ?? [],
                _unattributed.Copy()
            );
        }
    }

    public T InOneStep<T>(Func<T> work)
    {
        lock (_lock)
            return work();
    }

    public void Connect(Connection connection)
    {
        lock (_lock)
            GetOrAdd(connection.User).Connect(connection);
    }

    // Without an id, the latest.
    public Connection? FindConnection(string user, string? id)
    {
        lock (_lock)
            return Find(user)?.Connections.LastOrDefault(connection => id is null || connection.Id == id);
    }

    // The connection through which a preview is shown; if it was removed, the latest of its workspace.
    public Connection? ConnectionOf(NotionPreview preview, string user)
    {
        lock (_lock)
        {
            var inWorkspace = Find(user)
                ?.Connections.Where(existing => existing.Workspace.Id == preview.Workspace)
                .ToList();
            return inWorkspace?.Find(existing => existing.Account.Key == preview.AccountKey)
                ?? inWorkspace?.LastOrDefault();
        }
    }

    public void Renew(Connection connection, ServiceTokens tokens)
    {
        lock (_lock)
            Find(connection.User)?.Renew(connection, tokens);
    }

    public void Disconnect(Connection connection)
    {
        lock (_lock)
            Find(connection.User)?.Disconnect(connection.Id);
    }

    public NotionPreview? FindPreview(string user, string url)
    {
        lock (_lock)
            return Find(user)?.Preview(url);
    }

    public void Show(Connection connection, string url, PreviewChange change)
    {
        lock (_lock)
            GetOrAdd(connection.User).Show(url, connection.Workspace.Id, connection.Account.Key, change);
    }

    // Updates the preview of one connection. The token belongs to one user's connection, so its data is never shown to
    // other users of the workspace, who may not have access. Returns false if there is no such preview.
    public bool Update(string user, string workspace, string accountKey, string url, PreviewChange change)
    {
        lock (_lock)
        {
            var state = Find(user);
            if (
                state?.Previews.Any(preview =>
                    preview.Url == url && preview.Workspace == workspace && preview.AccountKey == accountKey
                )
                is not true
            )
                return false;
            state.Show(url, workspace, accountKey, change);
            return true;
        }
    }

    // Null if there is no such preview.
    public (NotionPreview Preview, bool WasLast)? RemovePreview(string user, string url)
    {
        lock (_lock)
        {
            if (Find(user) is not { } state || state.Preview(url) is not { } preview)
                return null;
            state.RemovePreview(preview);
            var isLeft = _users
                .Values.SelectMany(other => other.Previews)
                .Any(other => other.Url == url && other.Workspace == preview.Workspace);
            return (preview, !isLeft);
        }
    }

    // A null user means that the exchange cannot be attributed.
    public void Record(string? user, Exchange exchange, int? status, IReadOnlyList<string> violations)
    {
        lock (_lock)
        {
            var duration = time.GetElapsedTime(exchange.Started).TotalMilliseconds;
            var entry = new JournalEntry(
                ++_exchanges,
                exchange.At,
                exchange.Caller,
                exchange.Method,
                exchange.Path,
                status,
                Math.Round(duration, 2),
                violations
            );
            (user is null ? _unattributed : GetOrAdd(user).Journal).Add(entry);
        }
    }

    private UserState? Find(string user) => _users.GetValueOrDefault(user);

    private UserState GetOrAdd(string user)
    {
        if (Find(user) is { } existing)
            return existing;
        if (_users.Count == MaxUsers)
            _users.RemoveAt(0);
        var state = new UserState(user);
        _users.Add(user, state);
        return state;
    }
}
