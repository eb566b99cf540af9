namespace Unfurl.Adapters;

/// <summary>The means for a call to a provider.</summary>
/// <param name="Http">
/// Sends requests to the adapter's origins only, does not follow redirects and limits a response to 8 MB.
/// </param>
/// <param name="AccessToken">The user's access token. It may be sent to the provider's hosts only.</param>
/// <param name="Time">The clock.</param>
public sealed record ProviderCall(HttpClient Http, Secret AccessToken, TimeProvider Time);
