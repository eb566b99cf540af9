namespace Unfurl.Adapters;

/// <summary>Options of a request that an adapter sends by <see cref="ProviderCall.Http"/>.</summary>
public static class ProviderRequests
{
    private static readonly HttpRequestOptionsKey<int> ResponseLimit = new("unfurl.response_limit");
    private static readonly HttpRequestOptionsKey<bool> Cut = new("unfurl.cut");
    private static readonly HttpRequestOptionsKey<bool> Conditional = new("unfurl.conditional");

    /// <summary>
    /// Limits the response's body, after decompression. Reading beyond the limit throws an <see cref="HttpIOException"/>.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="bytes">From 1 up to the client's own limit of 8 MB, which is the default.</param>
    /// <returns><paramref name="request"/>.</returns>
    public static HttpRequestMessage LimitResponse(this HttpRequestMessage request, int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bytes);
        request.Options.Set(ResponseLimit, bytes);
        return request;
    }

    /// <summary>
    /// Limits the response's body, after decompression, to its start: it ends at the limit, whatever length it declares. Such a body
    /// is read as a stream.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="bytes">As of <see cref="LimitResponse"/>.</param>
    /// <returns><paramref name="request"/>.</returns>
    public static HttpRequestMessage CutResponse(this HttpRequestMessage request, int bytes)
    {
        request.LimitResponse(bytes).Options.Set(Cut, true);
        return request;
    }

    /// <summary>Whether <see cref="CutResponse"/> was called.</summary>
    /// <param name="request">The request.</param>
    /// <returns>Whether a longer body ends at the limit.</returns>
    public static bool IsCut(HttpRequestMessage request) => request.Options.TryGetValue(Cut, out var isCut) && isCut;

    /// <summary>
    /// Lets the client keep the response, if it has an entity tag, and ask next time only whether it changed (RFC 9110 §13.1.2).
    /// A kept response is returned only after the provider has confirmed it to a request with the same address and headers, the
    /// credential's included. Only for <c>GET</c>.
    /// </summary>
    /// <param name="request">The request, complete.</param>
    /// <returns><paramref name="request"/>.</returns>
    public static HttpRequestMessage AskConditionally(this HttpRequestMessage request)
    {
        request.Options.Set(Conditional, true);
        return request;
    }

    /// <summary>The limit that <see cref="LimitResponse"/> set; null for none.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The limit in bytes.</returns>
    public static int? ResponseLimitOf(HttpRequestMessage request) =>
        request.Options.TryGetValue(ResponseLimit, out var bytes) ? bytes : null;

    /// <summary>Whether <see cref="AskConditionally"/> was called.</summary>
    /// <param name="request">The request.</param>
    /// <returns>Whether the response may be kept.</returns>
    public static bool IsConditional(HttpRequestMessage request) =>
        request.Options.TryGetValue(Conditional, out var isConditional) && isConditional;
}
