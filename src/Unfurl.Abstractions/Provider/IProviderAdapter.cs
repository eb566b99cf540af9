using System.Collections.Frozen;

namespace Unfurl.Adapters;

/// <summary>Resolves links of one provider instance to previews, with the credential of the requesting user.</summary>
/// <remarks>
/// An adapter serves concurrent requests, sends requests only through the given <see cref="HttpClient"/> and stores no
/// data of users or resources between calls. It may cache facts about the server, such as its version, for a limited time.
/// </remarks>
public interface IProviderAdapter
{
    /// <summary>The kinds of link that the adapter resolves, the most specific first: the first match is used.</summary>
    IReadOnlyList<LinkKind> Kinds { get; }

    /// <summary>
    /// The origins that the adapter may call. Scheme, host and port are compared; a request to any other origin throws, unless
    /// <see cref="ReachesOtherHosts"/> allows it.
    /// The origin of <see cref="OAuthSignIn.TokenEndpoint"/> is always allowed. An origin comes from the operator's settings or is
    /// the provider's own constant, never from a response.
    /// </summary>
    IReadOnlyList<Uri> Origins { get; }

    /// <summary>
    /// Whether the adapter may also request addresses that pages, redirects and answers of the provider name: https on port 443
    /// only, public addresses only or those in the instance's <c>Networks</c>. Any other such request fails like one to a host
    /// that cannot be reached, with an <see cref="HttpRequestException"/>.
    /// </summary>
    bool ReachesOtherHosts => false;

    /// <summary>How users are known.</summary>
    SignIn SignIn { get; }

    /// <summary>The adapter's images: name to PNG bytes. The service serves them to Notion.</summary>
    IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Icons => FrozenDictionary<string, ReadOnlyMemory<byte>>.Empty;

    /// <summary>
    /// Reads the provider's webhook deliveries. Null if the provider sends none; the service then polls the links.
    /// </summary>
    IWebhookReceiver? Webhooks => null;
}
