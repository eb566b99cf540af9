using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Unfurl.Server.Connections;
using Unfurl.Server.Previews;

namespace Unfurl.Server.Notion.OAuth.Tokens;

/// <summary>
/// Remembers who is behind an access token, so that storage is not asked for each request. Whatever changes that (a
/// disconnect, a replayed code, a sign-in) is told to all replicas; one that cannot hear it asks storage again after a second.
/// </summary>
internal sealed class IntrospectionCache(
    TokenRepository tokens,
    Invalidations invalidations,
    Invalidator invalidator,
    TimeProvider time
) : IRemembering, IAccountEnded
{
    /// <summary>So many tokens are remembered; then those go that come first.</summary>
    private const int MaxEntries = 100_000;

    /// <summary>A refused token is looked up again after this, which also bounds how often it is logged.</summary>
    private static readonly TimeSpan NegativeLifetime = TimeSpan.FromMinutes(1);

    /// <summary>Who hears of changes asks storage so often nevertheless: a replica may have died before it could tell of one.</summary>
    private static readonly TimeSpan RevalidationInterval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<TokenHash, Entry> _entries = new();

    /// <summary>Who is behind a token.</summary>
    /// <returns>The caller or why there is none, and whether that was remembered.</returns>
    public ValueTask<IntrospectionResult> FindAsync(string accessToken, CancellationToken cancellationToken)
    {
        var hash = TokenHash.Of(accessToken);
        return _entries.TryGetValue(hash, out var remembered) && IsValid(remembered)
            ? ValueTask.FromResult(new IntrospectionResult(remembered.Principal, remembered.Rejection, WasCached: true))
            : LoadAsync(hash, accessToken, cancellationToken);
    }

    /// <inheritdoc/>
    public void CredentialsChanged(string accountId) =>
        invalidator.Invalidate(InvalidationTag.OfCallers(accountId), Standing.Purged);

    /// <inheritdoc/>
    public void CredentialsRemoved(string accountId) => CredentialsChanged(accountId);

    /// <inheritdoc/>
    public void Sweep()
    {
        foreach (var (hash, remembered) in _entries)
        {
            if (!IsValid(remembered))
                _entries.TryRemove(KeyValuePair.Create(hash, remembered));
        }
    }

    private bool IsValid(Entry remembered)
    {
        var now = time.GetUtcNow().UtcTicks;
        if (now >= remembered.ExpiresAt)
            return false;
        if (now - remembered.LoadedAt >= (invalidator.HearsOthers ? RevalidationInterval : Invalidator.Unheard).Ticks)
            return false;
        if (remembered.SequenceNumber > invalidations.Latest || remembered.Principal is not { } caller)
            return true;
        return invalidations.StandingOf(InvalidationTag.OfGrant(caller.GrantId), remembered.SequenceNumber)
                == Standing.Valid
            && invalidations.StandingOf(InvalidationTag.OfCallers(caller.AccountId), remembered.SequenceNumber)
                == Standing.Valid;
    }

    private async ValueTask<IntrospectionResult> LoadAsync(
        TokenHash hash,
        string accessToken,
        CancellationToken cancellationToken
    )
    {
        var (order, asked) = (invalidations.Next(), time.GetUtcNow());
        var (caller, refusal) = await tokens.FindPrincipalAsync(accessToken, cancellationToken);
        if (_entries.Count >= MaxEntries)
            Evict();
        _entries[hash] = new(
            caller,
            refusal,
            order,
            asked.UtcTicks,
            (caller?.ExpiresAt ?? asked + NegativeLifetime).UtcTicks
        );
        return new IntrospectionResult(caller, refusal, WasCached: false);
    }

    private void Evict()
    {
        foreach (var (hash, _) in _entries.Take(MaxEntries / 10))
            _entries.TryRemove(hash, out _);
    }

    /// <param name="Principal">Who it is; null when nobody is.</param>
    /// <param name="Rejection">Why nobody is: one of <see cref="RejectionReasons"/>.</param>
    /// <param name="WasCached">Whether storage was not asked for it.</param>
    internal readonly record struct IntrospectionResult(TokenPrincipal? Principal, string? Rejection, bool WasCached);

    private sealed record Entry(
        TokenPrincipal? Principal,
        string? Rejection,
        long SequenceNumber,
        long LoadedAt,
        long ExpiresAt
    );

    /// <summary>SHA-256 of a token.</summary>
    private readonly record struct TokenHash(UInt128 High, UInt128 Low)
    {
        private const int MaxTokenBytes = 4 * 200;

        public override int GetHashCode() => (int)(ulong)Low;

        public static TokenHash Of(string token)
        {
            Span<byte> text = stackalloc byte[MaxTokenBytes];
            var length = Encoding.UTF8.GetBytes(token, text);
            Span<UInt128> hash = stackalloc UInt128[2];
            SHA256.HashData(text[..length], MemoryMarshal.AsBytes(hash));
            return new(hash[0], hash[1]);
        }
    }
}
