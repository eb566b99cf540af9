using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Unfurl.Simulator.People;

/// <summary>All people, in memory; the oldest are forgotten when there are too many.</summary>
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

    /// <summary>Ids are words: they stand in paths and on pages.</summary>
    public static bool IsId([NotNullWhen(true)] string? id) =>
        id is { Length: > 0 and <= MaxIdLength }
        && !id.AsSpan().ContainsAnyExcept(IdCharacters)
        && char.IsAsciiLetterOrDigit(id[0]);

    public SimulatedUser Describe(string user)
    {
        lock (_lock)
        {
            var person = _users.GetValueOrDefault(user);
            return new(
                user,
                person is null ? [] : [.. person.Connections.Select(connection => connection.Describe())],
                person is null ? [] : [.. person.Previews],
                person?.Journal.Copy() ?? [],
                _unattributed.Copy()
            );
        }
    }

    public void Connect(Connection connection)
    {
        lock (_lock)
            GetOrAdd(connection.User).Connect(connection);
    }

    /// <summary>The connection with the id; without an id the latest.</summary>
    public Connection? FindConnection(string user, string? id)
    {
        lock (_lock)
            return Find(user)?.Connections.LastOrDefault(connection => id is null || connection.Id == id);
    }

    /// <summary>The connection that a preview is shown through; when it has ended, the latest of its workspace.</summary>
    public Connection? ConnectionOf(NotionPreview preview, string user)
    {
        lock (_lock)
        {
            var inWorkspace = Find(user)?.Connections.Where(known => known.Workspace.Id == preview.Workspace).ToList();
            return inWorkspace?.Find(known => known.Account.Key == preview.AccountKey) ?? inWorkspace?.LastOrDefault();
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

    /// <summary>
    /// Changes the preview that was shown through a connection. Notion's token belongs to one person's connection, so
    /// what it says is never shown to another person of the workspace, who may not be allowed to see it.
    /// </summary>
    /// <returns>Whether there is such a preview.</returns>
    public bool Update(string user, string workspace, string accountKey, string url, PreviewChange change)
    {
        lock (_lock)
        {
            var person = Find(user);
            if (
                person?.Previews.Any(preview =>
                    preview.Url == url && preview.Workspace == workspace && preview.AccountKey == accountKey
                )
                is not true
            )
                return false;
            person.Show(url, workspace, accountKey, change);
            return true;
        }
    }

    /// <summary>Takes a preview off the person's pages.</summary>
    /// <returns>The preview, and whether it was the last of its URL in the workspace; null when there was none.</returns>
    public (NotionPreview Preview, bool WasLast)? RemovePreview(string user, string url)
    {
        lock (_lock)
        {
            if (Find(user) is not { } person || person.Preview(url) is not { } preview)
                return null;
            person.RemovePreview(preview);
            var isLeft = _users
                .Values.SelectMany(other => other.Previews)
                .Any(other => other.Url == url && other.Workspace == preview.Workspace);
            return (preview, !isLeft);
        }
    }

    /// <param name="user">Whom the exchange concerned; null when nobody can be named.</param>
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
        if (Find(user) is { } known)
            return known;
        if (_users.Count == MaxUsers)
            _users.RemoveAt(0);
        var person = new UserState(user);
        _users.Add(user, person);
        return person;
    }
}
