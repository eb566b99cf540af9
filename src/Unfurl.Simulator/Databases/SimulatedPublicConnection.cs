using System.Security.Cryptography;
using Unfurl.Simulator.Databases.Events;
using Unfurl.Simulator.Databases.OAuth;

namespace Unfurl.Simulator.Databases;

/// <summary>
/// A public connection: people of any workspace authorize it by OAuth (guide "Authorization"). Each authorization is a bot in
/// its workspace.
/// </summary>
public sealed class SimulatedPublicConnection
{
    private readonly SimulatedDatabases _all;
    private readonly byte[] _secret;
    private readonly List<SimulatedAuthorization> _authorizations = [];

    internal SimulatedPublicConnection(
        SimulatedDatabases all,
        string name,
        string clientId,
        Secret clientSecret,
        IReadOnlyList<Uri> redirectUris
    )
    {
        _all = all;
        _secret = Fingerprint.Bytes(clientSecret.Reveal());
        Id = all.NewId();
        Name = name;
        ClientId = clientId;
        RedirectUris = redirectUris;
        Codes = new(all.Time);
    }

    // What events call integration_id.
    public string Id { get; }

    public string Name { get; }

    public string ClientId { get; }

    public IReadOnlyList<Uri> RedirectUris { get; }

    // Those that later authorizations give: a change needs a new one.
    public ConnectionCapabilities Capabilities { get; set; } = ConnectionCapabilities.All;

    // Of the bot of each later authorization; null for no limit.
    public int? RequestsPerMinute { get; set; } = 180;

    // In order, without those that were revoked.
    public IReadOnlyList<SimulatedAuthorization> Authorizations => _all.Read(() => _authorizations.ToArray());

    public IReadOnlyList<SimulatedSubscription> Subscriptions => _all.Subscriptions.Of(Id);

    internal AuthorizationCodes Codes { get; }

    // To events of these types, or of all, about what is shared with any of the authorizations. One subscription covers all
    // workspaces. The handshake is sent to the URL, which is https, or http to this machine.
    public SimulatedSubscription Subscribe(Uri url, params IReadOnlyList<string> types) =>
        _all.Subscriptions.Add(new(Id, IsPublic: true, () => _authorizations.Select(it => it.Bot)), url, types);

    internal bool HasSecret(string secret) =>
        CryptographicOperations.FixedTimeEquals(_secret, Fingerprint.Bytes(secret));

    // A fresh pair of tokens (changelog 2026-06-08).
    internal IssuedPair Authorize(AuthorizationCode code)
    {
        var authorization = new SimulatedAuthorization(_all, this, code.Person);
        _authorizations.Add(authorization);
        foreach (var database in code.Databases)
            database.ShareWith(authorization.Bot);
        return authorization.Issue();
    }

    internal SimulatedAuthorization? FindByToken(string token)
    {
        var fingerprint = Fingerprint.Of(token);
        return _authorizations.Find(it => it.Bot.HasToken(fingerprint) || it.HasRefreshToken(fingerprint));
    }

    internal SimulatedAuthorization? FindByRefreshToken(string token)
    {
        var fingerprint = Fingerprint.Of(token);
        return _authorizations.Find(it => it.HasRefreshToken(fingerprint));
    }

    internal void Remove(SimulatedAuthorization authorization) => _authorizations.Remove(authorization);
}
