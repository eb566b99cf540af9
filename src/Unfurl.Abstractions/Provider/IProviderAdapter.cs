using System.Collections.Frozen;

namespace Unfurl.Adapters;

/// <summary>Resolves links of one provider instance to previews, with the credential of the requesting user.</summary>
/// <remarks>
/// An adapter serves concurrent requests, sends requests only through the given <see cref="HttpClient"/> and stores no
/// data of users or resources between calls. It may cache two things, for a limited time and in limited number: facts
/// about the server, such as its version, and responses for conditional requests (RFC 9110 §13). A cached response may
/// be used only after the provider has confirmed it to the same credential.
/// </remarks>
public interface IProviderAdapter
{
    /// <summary>The kinds of link that the adapter resolves, the most specific first: the first match is used.</summary>
    IReadOnlyList<LinkPattern> Patterns { get; }

    /// <summary>
    /// The origins that the adapter may call. Scheme, host and port are compared; a request to any other origin throws.
    /// The origin of <see cref="OAuthSignIn.TokenEndpoint"/> is always allowed.
    /// </summary>
    IReadOnlyList<Uri> Origins { get; }

    /// <summary>The settings with which users sign in at the provider.</summary>
    OAuthSignIn SignIn { get; }

    /// <summary>The adapter's images: name to PNG bytes. The service serves them to Notion.</summary>
    IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Icons => FrozenDictionary<string, ReadOnlyMemory<byte>>.Empty;

    /// <summary>
    /// Reads the provider's webhook deliveries. Null if the provider sends none; the service then polls the links.
    /// </summary>
    IWebhookReceiver? Webhooks => null;

    /// <summary>
    /// Returns the key of a link. All spellings that the provider treats as the same resource have the same key, e.g. in
    /// lower case where the provider ignores case.
    /// </summary>
    /// <param name="match">A link that matches one of the <see cref="Patterns"/>.</param>
    /// <returns>The key, unique within the provider instance.</returns>
    string KeyOf(LinkMatch match);

    /// <summary>Resolves a link with the credential in <paramref name="call"/>.</summary>
    /// <param name="match">A link that matches one of the <see cref="Patterns"/>.</param>
    /// <param name="call">The HTTP client and the user's credential.</param>
    /// <param name="cancellationToken">Cancels the call, also when its time limit is reached.</param>
    /// <returns>The preview, or the reason why there is none.</returns>
    Task<Resolution> ResolveAsync(LinkMatch match, ProviderCall call, CancellationToken cancellationToken);

    /// <summary>Reads the identity of the user who signed in.</summary>
    /// <param name="call">The HTTP client and the credential from the sign-in.</param>
    /// <param name="cancellationToken">Cancels the call, also when its time limit is reached.</param>
    /// <returns>The user; null if the provider did not return one.</returns>
    Task<ProviderIdentity?> IdentifyAsync(ProviderCall call, CancellationToken cancellationToken);

    /// <summary>
    /// Explains why the provider sent a browser to the callback although no sign-in was started, e.g. after its app was
    /// installed. The service shows the notice with a button to sign in, and uses nothing else of the query.
    /// </summary>
    /// <param name="query">
    /// The callback's parameters, without repeated ones. Anyone can write them, so the notice must not repeat them.
    /// </param>
    /// <returns>The notice; null if the query has no meaning.</returns>
    CallbackNotice? ExplainCallback(IReadOnlyDictionary<string, string> query) => null;

    /// <summary>
    /// Revokes a credential at the provider after its user disconnected or the credential was replaced.
    /// </summary>
    /// <remarks>
    /// Only this credential may be revoked. Other credentials of the same user, including newer ones, must stay active.
    /// The service has already deleted the credential and does not retry. The default implementation does nothing.
    /// </remarks>
    /// <param name="call">The HTTP client and the credential's access token, which may have expired.</param>
    /// <param name="refreshToken">The credential's refresh token; null if it has none.</param>
    /// <param name="cancellationToken">Cancels the call, also when its time limit is reached.</param>
    /// <returns>The outcome, for the log.</returns>
    Task<Revocation> RevokeAsync(ProviderCall call, Secret? refreshToken, CancellationToken cancellationToken) =>
        Task.FromResult<Revocation>(new Revocation.Unsupported());
}
