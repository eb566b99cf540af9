using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Unfurl.Server.Connections;
using Unfurl.Server.Previews;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Notion.OAuth.Tokens;

/// <summary>
/// Caches the principal of each access token. Revocations, replayed codes and sign-ins invalidate entries in all
/// replicas. While the backplane is disconnected, entries are validated again after a second.
/// </summary>
internal sealed class IntrospectionCache(
    TokenRepository tokens,
    DatabaseAvailability availability,
    Invalidations invalidations,
    Invalidator invalidator,
    TimeProvider time
) : IRemembering, IAccountEnded
{
    // At this size, a tenth of the entries is evicted in no particular order.
    private const int MaxEntries = 100_000;

    // How long a rejection is cached. It also limits how often the rejection is logged.
    private static readonly TimeSpan NegativeLifetime = TimeSpan.FromMinutes(1);

    // Bounds staleness when a replica stops before it publishes an invalidation.
    private static readonly TimeSpan RevalidationInterval = TimeSpan.FromMinutes(1);

    // How long a principal counts after its revalidation is due, if the database does not respond.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<TokenHash, Entry> _entries = new();

    public ValueTask<IntrospectionResult> FindAsync(string accessToken, CancellationToken cancellationToken)
    {
        var hash = TokenHash.Of(accessToken);
        if (!_entries.TryGetValue(hash, out var entry) || !IsValid(entry))
            return LoadAsync(hash, accessToken, cancellationToken);
        if (AgeOf(entry) < MaxAge)
            return ValueTask.FromResult(entry.Result);
        return entry.Principal is null
            ? LoadAsync(hash, accessToken, cancellationToken)
            : RevalidateAsync(hash, accessToken, entry, cancellationToken);
    }

    /// <inheritdoc/>
    public void CredentialsChanged(string accountId) =>
        invalidator.Invalidate(InvalidationTag.OfCallers(accountId), Standing.Purged);

    /// <inheritdoc/>
    public void CredentialsRemoved(string accountId) => CredentialsChanged(accountId);

    /// <inheritdoc/>
    public void Sweep()
    {
        foreach (var (hash, entry) in _entries)
        {
            if (!IsValid(entry))
                _entries.TryRemove(KeyValuePair.Create(hash, entry));
        }
    }

    private TimeSpan MaxAge => invalidator.HearsOthers ? RevalidationInterval : Invalidator.Unheard;

    private TimeSpan AgeOf(Entry entry) => new(time.GetUtcNow().UtcTicks - entry.LoadedAt);

    // Perhaps due for revalidation.
    private bool IsValid(Entry entry)
    {
        if (time.GetUtcNow().UtcTicks >= entry.ExpiresAt || AgeOf(entry) >= MaxAge + Grace)
            return false;
        if (entry.SequenceNumber > invalidations.Latest || entry.Principal is not { } principal)
            return true;
        return invalidations.StandingOf(InvalidationTag.OfGrant(principal.GrantId), entry.SequenceNumber)
                == Standing.Valid
            && invalidations.StandingOf(InvalidationTag.OfCallers(principal.AccountId), entry.SequenceNumber)
                == Standing.Valid;
    }

    private async ValueTask<IntrospectionResult> RevalidateAsync(
        TokenHash hash,
        string accessToken,
        Entry entry,
        CancellationToken cancellationToken
    )
    {
        IntrospectionResult result = default;
        var hasResponded = await availability.TryAsync(async () =>
            result = await LoadAsync(hash, accessToken, CancellationToken.None)
        );
        if (hasResponded)
            return result;
        // It may have been revoked meanwhile.
        return IsValid(entry) ? entry.Result : await LoadAsync(hash, accessToken, cancellationToken);
    }

    private async ValueTask<IntrospectionResult> LoadAsync(
        TokenHash hash,
        string accessToken,
        CancellationToken cancellationToken
    )
    {
        var (sequenceNumber, loadedAt) = (invalidations.Next(), time.GetUtcNow());
        var (principal, rejection) = await tokens
            .FindPrincipalAsync(accessToken, cancellationToken)
            .WithinLimitAsync(cancellationToken);
        if (_entries.Count >= MaxEntries)
            Evict();
        _entries[hash] = new(
            principal,
            rejection,
            sequenceNumber,
            loadedAt.UtcTicks,
            (principal?.ExpiresAt ?? loadedAt + NegativeLifetime).UtcTicks
        );
        return new IntrospectionResult(principal, rejection, WasCached: false);
    }

    private void Evict()
    {
        foreach (var (hash, _) in _entries.Take(MaxEntries / 10))
            _entries.TryRemove(hash, out _);
    }

    /// <param name="Principal">Null when the token is rejected.</param>
    /// <param name="Rejection">One of <see cref="RejectionReasons"/>; null when the token is valid.</param>
    internal readonly record struct IntrospectionResult(TokenPrincipal? Principal, string? Rejection, bool WasCached);

    private sealed record Entry(
        TokenPrincipal? Principal,
        string? Rejection,
        long SequenceNumber,
        long LoadedAt,
        long ExpiresAt
    )
    {
        public IntrospectionResult Result => new(Principal, Rejection, WasCached: true);
    }

    // SHA-256 of a token.
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
