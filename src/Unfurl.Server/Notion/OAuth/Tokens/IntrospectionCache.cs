using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Unfurl.Server.Connections;
using Unfurl.Server.Logging;
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
    private const int MaxEntries = 100_000;

    // How long a rejection is cached. It also limits how often the rejection is logged.
    private static readonly TimeSpan NegativeLifetime = TimeSpan.FromMinutes(1);

    // Bounds staleness when a replica stops before it publishes an invalidation.
    private static readonly TimeSpan RevalidationInterval = TimeSpan.FromMinutes(1);

    // How long a principal counts after its revalidation is due, if the database does not respond.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly KnownEntries<TokenHash, Introspected> _known = new(
        MaxEntries,
        RevalidationInterval,
        invalidations,
        invalidator,
        time
    );

    public ValueTask<IntrospectionResult> FindAsync(string accessToken, CancellationToken cancellationToken)
    {
        var hash = TokenHash.Of(accessToken);
        if (!_known.TryGet(hash, out var known))
            return LoadAsync(hash, accessToken, cancellationToken);
        var age = _known.AgeOf(known);
        if (age < _known.ConfirmEvery)
            return ValueTask.FromResult(known.Value.Result);
        return known.Value.Principal is null || age >= _known.ConfirmEvery + Grace
            ? LoadAsync(hash, accessToken, cancellationToken)
            : RevalidateAsync(hash, accessToken, cancellationToken);
    }

    /// <inheritdoc/>
    public void CredentialsChanged(string accountId) =>
        _ = invalidator.PurgeAsync(InvalidationTag.OfCallers(accountId));

    /// <inheritdoc/>
    public void CredentialsRemoved(string accountId) => CredentialsChanged(accountId);

    /// <inheritdoc/>
    public void Sweep() => _known.Sweep();

    private async ValueTask<IntrospectionResult> RevalidateAsync(
        TokenHash hash,
        string accessToken,
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
        return _known.TryGet(hash, out var known)
            ? known.Value.Result
            : await LoadAsync(hash, accessToken, cancellationToken);
    }

    private async ValueTask<IntrospectionResult> LoadAsync(
        TokenHash hash,
        string accessToken,
        CancellationToken cancellationToken
    )
    {
        var begun = _known.Begin();
        var (principal, rejection) = await tokens
            .FindPrincipalAsync(accessToken, cancellationToken)
            .WithinLimitAsync(cancellationToken);
        var until = principal is null
            ? begun.Now + NegativeLifetime.Ticks
            : Math.Min(principal.ExpiresAt.UtcTicks, begun.Now + (RevalidationInterval + Grace).Ticks);
        _known.Set(hash, new(principal, rejection, until), begun);
        return new IntrospectionResult(principal, rejection, WasCached: false);
    }

    /// <param name="Principal">Null when the token is rejected.</param>
    /// <param name="Rejection">One of <see cref="OAuthReasons"/>; null when the token is valid.</param>
    internal readonly record struct IntrospectionResult(TokenPrincipal? Principal, string? Rejection, bool WasCached);

    private readonly record struct Introspected(TokenPrincipal? Principal, string? Rejection, long Until)
        : IKnown<TokenHash>
    {
        public IntrospectionResult Result => new(Principal, Rejection, WasCached: true);

        public (InvalidationTag, InvalidationTag?) TagsOf(TokenHash key) =>
            Principal is null
                ? (InvalidationTag.All, null)
                : (Principal.GrantTag, InvalidationTag.OfCallers(Principal.AccountId));
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
