using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Unfurl.Demo.Site;

/// <summary>
/// The tokens of a grant. The refresh token is valid once; <c>ExpiresIn</c> is the access token's lifetime.
/// </summary>
public sealed record AcmeTokens(Secret AccessToken, Secret RefreshToken, TimeSpan ExpiresIn);

/// <summary>Issues authorization codes and tokens according to RFC 6749 and RFC 9700.</summary>
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

    // A code is valid once; a second use revokes the tokens from the first (RFC 6749 §4.1.2, §10.5). Null means
    // invalid_grant.
    public AcmeTokens? RedeemCode(string code, string redirectUri, string codeVerifier)
    {
        lock (_lock)
        {
            if (!_codes.TryGetValue(RandomToken.Hash(code), out var entry))
                return null;
            if (entry.IsUsed)
            {
                entry.Grant.IsRevoked = true;
                return null;
            }
            entry.IsUsed = true;
            return
                entry.Expires > time.GetUtcNow()
                && entry.RedirectUri == redirectUri
                && RandomToken.AreEqual(Challenge(codeVerifier), entry.CodeChallenge)
                ? Issue(entry.Grant)
                : null;
        }
    }

    // Refresh tokens rotate. A second use means that one was stolen, and revokes the grant (RFC 9700 §4.14.2). Null
    // means invalid_grant.
    public AcmeTokens? Refresh(string refreshToken)
    {
        lock (_lock)
        {
            if (!_refreshTokens.TryGetValue(RandomToken.Hash(refreshToken), out var entry) || !IsActive(entry))
                return null;
            if (entry.IsUsed)
            {
                entry.Grant.IsRevoked = true;
                return null;
            }
            entry.IsUsed = true;
            return Issue(entry.Grant);
        }
    }

    // Either token revokes the whole grant (RFC 7009 §2.1).
    public void Revoke(string token)
    {
        var hash = RandomToken.Hash(token);
        lock (_lock)
        {
            if (_accessTokens.TryGetValue(hash, out var entry) || _refreshTokens.TryGetValue(hash, out entry))
                entry.Grant.IsRevoked = true;
        }
    }

    public string? LoginOf(string accessToken)
    {
        lock (_lock)
        {
            return _accessTokens.TryGetValue(RandomToken.Hash(accessToken), out var entry) && IsActive(entry)
                ? entry.Grant.Login
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

    // S256 (RFC 7636 §4.6).
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
