using Unfurl.Simulator.Databases.OAuth;

namespace Unfurl.Simulator.Databases;

/// <summary>What a person let a public connection do: a bot that sees what the person picked, and its pair of tokens.</summary>
public sealed class SimulatedAuthorization
{
    private readonly SimulatedDatabases _all;
    private string? _refreshToken;

    internal SimulatedAuthorization(
        SimulatedDatabases all,
        SimulatedPublicConnection connection,
        SimulatedPerson person
    )
    {
        _all = all;
        Connection = connection;
        Person = person;
        Bot = person.Workspace.AddBot(connection, person);
    }

    public SimulatedPublicConnection Connection { get; }

    public SimulatedPerson Person { get; }

    // Databases are shared with it, and its requests are counted and disturbed, as with any other connection.
    public SimulatedConnection Bot { get; }

    public bool IsRevoked { get; private set; }

    // When the pair of tokens was given.
    public DateTimeOffset IssuedAt { get; private set; }

    // The person removes the connection in Notion, or the service revoked a token: both tokens end, and nothing is shared.
    public void Revoke() =>
        _all.Change(() =>
        {
            IsRevoked = true;
            _refreshToken = null;
            Bot.RemoveToken();
            Connection.Remove(this);
            Bot.Workspace.RemoveBot(Bot);
        });

    // The access token is refused from now on; the refresh token gives another one.
    public void ExpireAccessToken() => _all.Change(Bot.RemoveToken);

    internal bool HasRefreshToken(string fingerprint) => _refreshToken == fingerprint;

    // The tokens before end.
    internal IssuedPair Issue()
    {
        var access = new Secret($"ntn_{Fingerprint.NewSecret()}");
        var refresh = new Secret($"nrt_{Fingerprint.NewSecret()}");
        Bot.ReplaceToken(access);
        _refreshToken = Fingerprint.Of(refresh.Reveal());
        IssuedAt = _all.Now;
        return new(this, access, refresh);
    }
}
