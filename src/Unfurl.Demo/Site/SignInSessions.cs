using System.Collections.Concurrent;

namespace Unfurl.Demo.Site;

/// <summary>The signed-in user of each browser.</summary>
internal sealed class SignInSessions
{
    private readonly ConcurrentDictionary<string, string> _logins = new(StringComparer.Ordinal);

    public string Create(string login)
    {
        var session = RandomToken.New("");
        _logins[RandomToken.Hash(session)] = login;
        return session;
    }

    public string? LoginOf(string? session) =>
        session is null ? null : _logins.GetValueOrDefault(RandomToken.Hash(session));

    public void Remove(string? session)
    {
        if (session is not null)
            _logins.TryRemove(RandomToken.Hash(session), out _);
    }
}
