namespace Unfurl.Adapters.Testing;

/// <summary>A request that the adapter sent.</summary>
/// <param name="Method">The method, e.g. <c>GET</c>.</param>
/// <param name="Url">The whole address.</param>
/// <param name="Headers">The headers by their names, of which case is ignored; several values are joined by a comma.</param>
/// <param name="Body">The body as text; null if there is none.</param>
public sealed record SentRequest(string Method, Uri Url, IReadOnlyDictionary<string, string> Headers, string? Body)
{
    internal static async Task<SentRequest> OfAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (
            var (name, values) in request.Headers.Concat(
                request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>()
            )
        )
            headers[name] = string.Join(", ", values);
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        return new(request.Method.Method, request.RequestUri!, headers, body);
    }

    /// <summary>Returns method and address.</summary>
    /// <returns>E.g. <c>GET https://wiki.acme.com/api/pages/12</c>.</returns>
    public override string ToString() => $"{Method} {Url.AbsoluteUri}";
}
