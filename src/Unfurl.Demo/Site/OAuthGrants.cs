using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Unfurl.Demo.Site;

/// <summary>What a client was given in a user's name.</summary>
/// <param name="AccessToken">For the API.</param>
/// <param name="RefreshToken">For the next access token; good once.</param>
/// <param name="ExpiresIn">How long the access token lasts.</param>
public sealed record AcmeTokens(Secret AccessToken, Secret RefreshToken, TimeSpan ExpiresIn);

/// <summary>Authorization codes and the tokens that come of them, as RFC 6749 and RFC 9700 want them.</summary>
internal sealed class OAuthGrants(AcmeSiteOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Code> _codes = [];
    private readonly Dictionary<string, Token> _accessTokens = [];
    private readonly Dictionary<string, Token> _refreshTokens = [];

    public int Issued { get; private set; }

    public string IssueCode(string login, string redirectUri, string codeChallenge)
    {
        var code = RandomToken.New("acme_code_");
        lock (_lock)
        {
            Prune();
            var expires = time.GetUtcNow() + options.AuthorizationCodeLifetime;
            _codes[RandomToken.Hash(code)] = new Code(new Grant(login), redirectUri, codeChallenge, expires);
        }
        return code;
    }

    /// <summary>Codes are good once; a second use ends what the first gave (RFC 6749 §4.1.2, §10.5).</summary>
    /// <returns>Null for <c>invalid_grant</c>.</returns>
    public AcmeTokens? RedeemCode(string code, string redirectUri, string codeVerifier)
    {
        lock (_lock)
        {
            if (!_codes.TryGetValue(RandomToken.Hash(code), out var known))
                return null;
            if (known.IsUsed)
            {
                known.Grant.IsRevoked = true;
                return null;
            }
            known.IsUsed = true;
            return
                known.Expires > time.GetUtcNow()
                && known.RedirectUri == redirectUri
                && RandomToken.AreEqual(Challenge(codeVerifier), known.CodeChallenge)
                ? Issue(known.Grant)
                : null;
        }
    }

    /// <summary>Refresh tokens rotate: a second use means that one was stolen, and ends the grant (RFC 9700 §4.14.2).</summary>
    /// <returns>Null for <c>invalid_grant</c>.</returns>
    public AcmeTokens? Refresh(string refreshToken)
    {
        lock (_lock)
        {
            if (!_refreshTokens.TryGetValue(RandomToken.Hash(refreshToken), out var known) || !IsActive(known))
                return null;
            if (known.IsUsed)
            {
                known.Grant.IsRevoked = true;
                return null;
            }
            known.IsUsed = true;
            return Issue(known.Grant);
        }
    }

    /// <summary>Either token ends the whole grant (RFC 7009 §2.1).</summary>
    public void Revoke(string token)
    {
        var hash = RandomToken.Hash(token);
        lock (_lock)
        {
            if (_accessTokens.TryGetValue(hash, out var known) || _refreshTokens.TryGetValue(hash, out known))
                known.Grant.IsRevoked = true;
        }
    }

    public string? LoginOf(string accessToken)
    {
        lock (_lock)
        {
            return _accessTokens.TryGetValue(RandomToken.Hash(accessToken), out var known) && IsActive(known)
                ? known.Grant.Login
                : null;
        }
    }

    public int CountActive(string login)
    {
        lock (_lock)
            return _refreshTokens
                .Values.Where(IsActive)
                .Select(token => token.Grant)
                .Distinct()
                .Count(grant => grant.Login == login);
    }

    public AcmeTokens IssueTokens(string login)
    {
        lock (_lock)
            return Issue(new Grant(login));
    }

    public void RevokeAll(string login)
    {
        lock (_lock)
        {
            foreach (var token in _refreshTokens.Values.Where(token => token.Grant.Login == login))
                token.Grant.IsRevoked = true;
        }
    }

    public void ExpireAccessTokens(string login)
    {
        lock (_lock)
        {
            foreach (var (hash, _) in _accessTokens.Where(entry => entry.Value.Grant.Login == login).ToList())
                _accessTokens.Remove(hash);
        }
    }

    /// <summary>S256 (RFC 7636 §4.6).</summary>
    private static string Challenge(string codeVerifier) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(codeVerifier)));

    private AcmeTokens Issue(Grant grant)
    {
        Prune();
        Issued++;
        var (access, refresh, now) = (RandomToken.New("acme_at_"), RandomToken.New("acme_rt_"), time.GetUtcNow());
        _accessTokens[RandomToken.Hash(access)] = new Token(grant, now + options.AccessTokenLifetime);
        _refreshTokens[RandomToken.Hash(refresh)] = new Token(grant, now + options.RefreshTokenLifetime);
        return new AcmeTokens(new(access), new(refresh), options.AccessTokenLifetime);
    }

    private bool IsActive(Token token) => !token.Grant.IsRevoked && token.Expires > time.GetUtcNow();

    private void Prune()
    {
        var now = time.GetUtcNow();
        foreach (var (hash, _) in _codes.Where(entry => entry.Value.Expires <= now).ToList())
            _codes.Remove(hash);
        foreach (var tokens in new[] { _accessTokens, _refreshTokens })
        {
            foreach (var (hash, _) in tokens.Where(entry => !IsActive(entry.Value)).ToList())
                tokens.Remove(hash);
        }
    }

    private sealed class Grant(string login)
    {
        public string Login { get; } = login;
        public bool IsRevoked { get; set; }
    }

    private sealed record Code(Grant Grant, string RedirectUri, string CodeChallenge, DateTimeOffset Expires)
    {
        public bool IsUsed { get; set; }
    }

    private sealed record Token(Grant Grant, DateTimeOffset Expires)
    {
        public bool IsUsed { get; set; }
    }
}
