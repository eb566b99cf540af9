namespace Unfurl.Adapters;

/// <summary>The means for a call to a provider.</summary>
/// <param name="Http">
/// The only way out for an adapter. It sends requests to the adapter's <see cref="IProviderAdapter.Origins">origins</see>, and
/// elsewhere only as <see cref="IProviderAdapter.ReachesOtherHosts"/> says. It does not follow redirects, keeps no cookies, and
/// limits a response to 8 MB (<see cref="ProviderRequests.LimitResponse"/>) and 30 s.
/// </param>
/// <param name="Credential">
/// The user's access token or key, or the shared one; null if the instance's sign-in is <see cref="NoSignIn"/>. It may be sent to
/// the provider's hosts only, in a header: addresses are written to logs.
/// </param>
/// <param name="Time">The clock.</param>
/// <param name="Log">For the operator.</param>
public sealed record ProviderCall(HttpClient Http, Secret? Credential, TimeProvider Time, IAdapterLog Log)
{
    /// <summary>The value of the credential, for a header.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public string RevealCredential() =>
        Credential?.Reveal() ?? throw new InvalidOperationException("The instance's sign-in has no credential.");
}
