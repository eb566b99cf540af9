using System.Security.Cryptography;
using Unfurl.Simulator.People;

namespace Unfurl.Simulator.Authorization;

/// <summary>Notion's codes, states and tokens.</summary>
internal sealed class NotionGrants(TimeProvider time)
{
    // Guide "Building a link preview": the code is valid for ten minutes. How long somebody may look at a consent
    // page is not said; after an hour the state is forgotten.
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan StateLifetime = TimeSpan.FromHours(1);
    private const int MaxPending = 1000;
    private const int MaxGrants = 5000;

    private readonly Lock _lock = new();
    private readonly List<PendingAuthorization> _pending = [];
    private readonly List<NotionGrant> _grants = [];

    /// <summary>Makes a state and a code.</summary>
    public (string State, string Code) Begin(string user, Workspace workspace, Uri? returnTo)
    {
        // A state may hold any printable ASCII (RFC 6749, appendix A.5): one that is decoded or encoded once too
        // often must not come back unharmed.
        var state = $"{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))} +%2B&a=b/?#";
        var code = Fingerprint.NewSecret();
        lock (_lock)
        {
            _pending.RemoveAll(known => time.GetUtcNow() - known.StartedAt >= StateLifetime);
            if (_pending.Count == MaxPending)
                _pending.RemoveAt(0);
            _pending.Add(new(user, workspace, returnTo, Fingerprint.Of(state), Fingerprint.Of(code), time.GetUtcNow()));
        }
        return (state, code);
    }

    /// <summary>Whose code it is, valid or not.</summary>
    public string? OwnerOfCode(string code)
    {
        lock (_lock)
            return _pending.Find(known => known.CodeHash == Fingerprint.Of(code))?.User;
    }

    /// <summary>Whose refresh token it is.</summary>
    public string? OwnerOfRefreshToken(string token)
    {
        lock (_lock)
            return _grants.Find(known => known.RefreshTokenHash == Fingerprint.Of(token))?.User;
    }

    /// <summary>Trades a code, once.</summary>
    /// <returns>Tokens, or why there are none.</returns>
    public (IssuedTokens? Tokens, string? Problem) ExchangeCode(string code, ExternalAccount account, bool withRefresh)
    {
        lock (_lock)
        {
            var index = _pending.FindIndex(known => known.CodeHash == Fingerprint.Of(code));
            if (index < 0)
                return (null, "the code is unknown");
            var pending = _pending[index];
            if (pending.Account is not null)
                return (null, "the code has been used before");
            if (time.GetUtcNow() - pending.StartedAt >= CodeLifetime)
                return (null, "the code has expired");

            _pending[index] = pending with { Account = account };
            var botId = Fingerprint.StableId($"bot of {pending.User} in {pending.Workspace.Id} for {account.Key}");
            return (Issue(new(pending.User, pending.Workspace, account, botId, "", null), withRefresh), null);
        }
    }

    /// <summary>Trades a refresh token; the old pair ends.</summary>
    public IssuedTokens? Refresh(string refreshToken)
    {
        lock (_lock)
        {
            var grant = _grants.Find(known => known.RefreshTokenHash == Fingerprint.Of(refreshToken));
            if (grant is null)
                return null;
            _grants.Remove(grant);
            return Issue(grant, withRefresh: true);
        }
    }

    /// <summary>The grant of an access token.</summary>
    public NotionGrant? FindByAccessToken(string accessToken)
    {
        lock (_lock)
            return _grants.Find(known => known.AccessTokenHash == Fingerprint.Of(accessToken));
    }

    /// <summary>Takes a state, once. It comes back also when it was taken before, so that the reason can be told.</summary>
    public PendingAuthorization? UseState(string state)
    {
        lock (_lock)
        {
            var index = _pending.FindIndex(known => known.StateHash == Fingerprint.Of(state));
            if (index < 0 || time.GetUtcNow() - _pending[index].StartedAt >= StateLifetime)
                return null;
            var pending = _pending[index];
            _pending[index] = pending with { IsStateUsed = true };
            return pending;
        }
    }

    /// <summary>Ends all grants of a connection.</summary>
    public void Revoke(string user, string workspace, string accountKey)
    {
        lock (_lock)
            _grants.RemoveAll(known =>
                known.User == user && known.Workspace.Id == workspace && known.Account.Key == accountKey
            );
    }

    /// <summary>Ends a person's access tokens, and with <paramref name="alsoRefresh"/> the refresh tokens too.</summary>
    public void RevokeTokens(string user, bool alsoRefresh)
    {
        lock (_lock)
        {
            if (alsoRefresh)
                _grants.RemoveAll(known => known.User == user);
            for (var i = 0; i < _grants.Count; i++)
            {
                if (_grants[i].User == user)
                    _grants[i] = _grants[i] with { AccessTokenHash = "" };
            }
        }
    }

    private IssuedTokens Issue(NotionGrant grant, bool withRefresh)
    {
        var access = $"ntn_{Fingerprint.NewSecret()}";
        var refresh = withRefresh ? $"nrt_{Fingerprint.NewSecret()}" : null;
        grant = grant with
        {
            AccessTokenHash = Fingerprint.Of(access),
            RefreshTokenHash = refresh is null ? null : Fingerprint.Of(refresh),
        };
        if (_grants.Count == MaxGrants)
            _grants.RemoveAt(0);
        _grants.Add(grant);
        return new(grant, new(access), refresh is null ? null : new(refresh));
    }
}
