namespace Unfurl.Simulator.Databases.OAuth;

/// <summary>What a code stands for. The redirect URI is null if it did not stand in the authorization request.</summary>
internal sealed record AuthorizationCode(
    SimulatedPerson Person,
    IReadOnlyList<SimulatedDatabase> Databases,
    string? RedirectUri
);

/// <summary>A pair of tokens that was just made.</summary>
internal sealed record IssuedPair(SimulatedAuthorization Authorization, Secret AccessToken, Secret RefreshToken);

/// <summary>The codes of a public connection: each is valid once, for ten minutes.</summary>
internal sealed class AuthorizationCodes(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, (AuthorizationCode Code, long Made)> _codes = new(StringComparer.Ordinal);

    public string Add(AuthorizationCode code)
    {
        foreach (var (old, _) in _codes.Where(it => HasExpired(it.Value.Made)).ToList())
            _codes.Remove(old);
        var text = Fingerprint.NewSecret();
        _codes.Add(Fingerprint.Of(text), (code, time.GetTimestamp()));
        return text;
    }

    // Null for one that is unknown, used or expired.
    public AuthorizationCode? Find(string text) =>
        _codes.TryGetValue(Fingerprint.Of(text), out var found) && !HasExpired(found.Made) ? found.Code : null;

    public void Use(string text) => _codes.Remove(Fingerprint.Of(text));

    private bool HasExpired(long made) => time.GetElapsedTime(made) >= Lifetime;
}
