using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Connections.SignIn;

/// <summary>Signs a user in by a personal key: whose it is, says the provider.</summary>
internal sealed class KeySignIn(UserIdentification users, SignInService signIn, KeyTries tries, TimeProvider time)
{
    /// <summary>The longest key, in characters. JSON Web Tokens are the longest that tools make.</summary>
    public const int MaxLength = 4000;

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    /// <param name="text">What was typed in.</param>
    /// <param name="addTo">The signed-in account to which the key is added; null for an ordinary sign-in.</param>
    /// <param name="visitor">Who tries, for the limit of tries.</param>
    public async Task<(SignedInUser? User, SignInFailure? Failure)> SignInAsync(
        ProviderInstance instance,
        string? text,
        string? addTo,
        Visitor visitor,
        CancellationToken cancellationToken
    )
    {
        if (!tries.IsAllowed(visitor))
            return (null, SignInFailure.TooManyKeys);
        var mayBePassword = instance.Adapter.SignIn is PersonalKeySignIn { MayBePassword: true };
        if (KeyOf(text, mayBePassword) is not { } key)
            return (null, mayBePassword ? SignInFailure.PasswordMalformed : SignInFailure.KeyMalformed);

        using var timeout = new CancellationTokenSource(TimeLimit, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var identification = await users.AskAsync(instance, key, limit.Token);
        cancellationToken.ThrowIfCancellationRequested();
        switch (identification)
        {
            case Identification.Known identity:
                var tokens = new TokenResponse(key, RefreshToken: null, ExpiresAt: null);
                return await signIn.CompleteAsync(instance, identity, tokens, addTo, cancellationToken) is { } user
                    ? (user, null)
                    : (null, SignInFailure.AccountConflict);
            case Identification.Rejected:
                return (null, SignInFailure.KeyRejected(instance.Host));
            case Identification.Unavailable(var reason):
                return (null, SignInFailure.KeyUnchecked(reason, instance.Host));
            default:
                throw new InvalidOperationException("Unknown identification.");
        }
    }

    // Keys travel in headers. A password is encoded there.
    private static Secret? KeyOf(string? text, bool mayBePassword) =>
        text?.Trim() is { Length: > 0 and <= MaxLength } key
        && (
            key.All(c => c is > ' ' and <= '~')
            || (mayBePassword && key.AsSpan().ContainsAny(" :") && !key.Any(char.IsControl))
        )
            ? new Secret(key)
            : null;
}
