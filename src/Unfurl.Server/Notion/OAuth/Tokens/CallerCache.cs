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
internal sealed class CallerCache(
    TokenRepository tokens,
    Invalidations invalidations,
    Invalidator invalidator,
    TimeProvider time
) : IRemembering, IAccountEnded
{
    /// <summary>So many tokens are remembered; then those go that come first.</summary>
    private const int MaxEntries = 100_000;

    /// <summary>A refused token is looked up again after this, which also bounds how often it is logged.</summary>
    private static readonly TimeSpan RefusalLife = TimeSpan.FromMinutes(1);

    /// <summary>Who hears of changes asks storage so often nevertheless: a replica may have died before it could tell of one.</summary>
    private static readonly TimeSpan Heard = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<TokenHash, Remembered> _remembered = new();

    /// <summary>Who is behind a token.</summary>
    /// <returns>The caller or why there is none, and whether that was remembered.</returns>
    public ValueTask<Found> FindAsync(string accessToken, CancellationToken cancellationToken)
    {
        var hash = TokenHash.Of(accessToken);
        return _remembered.TryGetValue(hash, out var remembered) && IsGood(remembered)
            ? ValueTask.FromResult(new Found(remembered.Caller, remembered.Refusal, WasRemembered: true))
            : LookUpAsync(hash, accessToken, cancellationToken);
    }

    /// <inheritdoc/>
    public void CredentialsChanged(string accountId) =>
        invalidator.Invalidate(InvalidationTag.OfCallers(accountId), Standing.Purged);

    /// <inheritdoc/>
    public void CredentialsRemoved(string accountId) => CredentialsChanged(accountId);

    /// <inheritdoc/>
    public void Sweep()
    {
        foreach (var (hash, remembered) in _remembered)
        {
            if (!IsGood(remembered))
                _remembered.TryRemove(KeyValuePair.Create(hash, remembered));
        }
    }

    private bool IsGood(Remembered remembered)
    {
        var now = time.GetUtcNow().UtcTicks;
        if (now >= remembered.Until)
            return false;
        if (now - remembered.Asked >= (invalidator.HearsOthers ? Heard : Invalidator.Unheard).Ticks)
            return false;
        if (remembered.Order > invalidations.Latest || remembered.Caller is not { } caller)
            return true;
        return invalidations.StandingOf(InvalidationTag.OfGrant(caller.GrantId), remembered.Order) == Standing.Valid
            && invalidations.StandingOf(InvalidationTag.OfCallers(caller.AccountId), remembered.Order)
                == Standing.Valid;
    }

    private async ValueTask<Found> LookUpAsync(TokenHash hash, string accessToken, CancellationToken cancellationToken)
    {
        var (order, asked) = (invalidations.Next(), time.GetUtcNow());
        var (caller, refusal) = await tokens.FindCallerAsync(accessToken, cancellationToken);
        if (_remembered.Count >= MaxEntries)
            MakeRoom();
        _remembered[hash] = new(
            caller,
            refusal,
            order,
            asked.UtcTicks,
            (caller?.ExpiresAt ?? asked + RefusalLife).UtcTicks
        );
        return new Found(caller, refusal, WasRemembered: false);
    }

    private void MakeRoom()
    {
        foreach (var (hash, _) in _remembered.Take(MaxEntries / 10))
            _remembered.TryRemove(hash, out _);
    }

    /// <param name="Caller">Who it is; null when nobody is.</param>
    /// <param name="Refusal">Why nobody is: one of <see cref="RefusalReasons"/>.</param>
    /// <param name="WasRemembered">Whether storage was not asked for it.</param>
    internal readonly record struct Found(Caller? Caller, string? Refusal, bool WasRemembered);

    private sealed record Remembered(Caller? Caller, string? Refusal, long Order, long Asked, long Until);

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
