using System.Security.Cryptography;
using Unfurl.Simulator.Users;

namespace Unfurl.Simulator.Authorization;

internal sealed class NotionGrants(TimeProvider time)
{
    // The code is valid for ten minutes (guide "Building a link preview"). Notion does not document the lifetime of a
    // state; the simulator keeps it for an hour.
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan StateLifetime = TimeSpan.FromHours(1);
    private const int MaxPending = 1000;
    private const int MaxGrants = 5000;

    private readonly Lock _lock = new();
    private readonly List<PendingAuthorization> _pending = [];
    private readonly List<NotionGrant> _grants = [];

    public (string State, string Code) Begin(string user, Workspace workspace, Uri? returnTo)
    {
        // A state may contain any printable ASCII (RFC 6749 appendix A.5). These characters reveal a service that
        // decodes or encodes it once too often.
        var state = $"{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))} +%2B&a=b/?#";
        var code = Fingerprint.NewSecret();
        lock (_lock)
        {
            _pending.RemoveAll(pending => time.GetUtcNow() - pending.StartedAt >= StateLifetime);
            if (_pending.Count == MaxPending)
                _pending.RemoveAt(0);
            _pending.Add(new(user, workspace, returnTo, Fingerprint.Of(state), Fingerprint.Of(code), time.GetUtcNow()));
        }
        return (state, code);
    }

    // Also for a code that is no longer valid.
    public string? OwnerOfCode(string code)
    {
        lock (_lock)
            return _pending.Find(pending => pending.CodeHash == Fingerprint.Of(code))?.User;
    }

    public string? OwnerOfRefreshToken(string token)
    {
        lock (_lock)
            return _grants.Find(grant => grant.RefreshTokenHash == Fingerprint.Of(token))?.User;
    }

    public string? OwnerOfToken(string token)
    {
        lock (_lock)
            return _grants.Find(grant => grant.Has(token))?.User;
    }

    // Access and refresh token of a pair end together.
    public void RevokeToken(string token)
    {
        lock (_lock)
            _grants.RemoveAll(grant => grant.Has(token));
    }

    // A code is valid once. Returns tokens or a problem.
    public (IssuedTokens? Tokens, string? Problem) ExchangeCode(string code, ExternalAccount account, bool withRefresh)
    {
        lock (_lock)
        {
            var index = _pending.FindIndex(pending => pending.CodeHash == Fingerprint.Of(code));
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

    // The old tokens become invalid.
    public IssuedTokens? Refresh(string refreshToken)
    {
        lock (_lock)
        {
            var grant = _grants.Find(grant => grant.RefreshTokenHash == Fingerprint.Of(refreshToken));
            if (grant is null)
                return null;
            _grants.Remove(grant);
            return Issue(grant, withRefresh: true);
        }
    }

    public NotionGrant? FindByAccessToken(string accessToken)
    {
        lock (_lock)
            return _grants.Find(grant => grant.AccessTokenHash == Fingerprint.Of(accessToken));
    }

    // A state is valid once. A used state is also returned, for an exact error message.
    public PendingAuthorization? UseState(string state)
    {
        lock (_lock)
        {
            var index = _pending.FindIndex(pending => pending.StateHash == Fingerprint.Of(state));
            if (index < 0 || time.GetUtcNow() - _pending[index].StartedAt >= StateLifetime)
                return null;
            var pending = _pending[index];
            _pending[index] = pending with { IsStateUsed = true };
            return pending;
        }
    }

    public void Revoke(string user, string workspace, string accountKey)
    {
        lock (_lock)
            _grants.RemoveAll(grant =>
                grant.User == user && grant.Workspace.Id == workspace && grant.Account.Key == accountKey
            );
    }

    public void RevokeTokens(string user, bool alsoRefresh)
    {
        lock (_lock)
        {
            if (alsoRefresh)
                _grants.RemoveAll(grant => grant.User == user);
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
