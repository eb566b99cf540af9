using System.Net;

namespace Unfurl.Server.Providers.Gate;

/// <summary>A response with an entity tag, complete and independent of its connection.</summary>
internal sealed record KeptResponse
{
    // The approximate size without body and headers.
    private const int OverheadBytes = 512;

    // RFC 9111 §3.1 and §3.2: what concerns one connection, and what describes a body, which a 304 does not have.
    private static readonly HashSet<string> NotUpdated = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection",
        "Keep-Alive",
        "Proxy-Authenticate",
        "Proxy-Authentication-Info",
        "Proxy-Connection",
        "TE",
        "Transfer-Encoding",
        "Upgrade",
        "Content-Encoding",
        "Content-Length",
        "Content-Range",
        "Content-Type",
    };

    private KeptResponse(string tag, byte[] body, Version version, IReadOnlyDictionary<string, string[]> headers)
    {
        (Tag, Body, Version, Headers) = (tag, body, version, headers);
        Size =
            OverheadBytes
            + body.Length
            + (sizeof(char) * headers.Sum(header => header.Key.Length + header.Value.Sum(value => value.Length)));
    }

    /// <summary>As received: some providers send tags that no rule describes, and expect the same text again.</summary>
    public string Tag { get; }

    public byte[] Body { get; }

    /// <summary>In bytes, about.</summary>
    public int Size { get; }

    private Version Version { get; }

    private IReadOnlyDictionary<string, string[]> Headers { get; }

    /// <returns>Null if it has no tag or must not be stored.</returns>
    public static async Task<KeptResponse?> ReadAsync(
        HttpResponseMessage response,
        int maxBytes,
        CancellationToken cancellationToken
    )
    {
        if (
            response.StatusCode != HttpStatusCode.OK
            || TagOf(response) is not { } tag
            // RFC 9111 §5.2.2.5.
            || response.Headers.CacheControl is { NoStore: true }
            || response.Content.Headers.ContentLength > maxBytes
        )
            return null;
        // It can then be read again, by the adapter.
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        if (response.Content.Headers.ContentLength > maxBytes)
            return null;
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var kept = new KeptResponse(tag, body, response.Version, HeadersOf(response));
        return kept.Size <= maxBytes ? kept : null;
    }

    /// <summary>With the headers of a 304 (RFC 9111 §4.3.4).</summary>
    public KeptResponse Updated(HttpResponseMessage notModified)
    {
        var headers = new Dictionary<string, string[]>(Headers, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in HeadersOf(notModified))
        {
            if (!NotUpdated.Contains(name))
                headers[name] = values;
        }
        return new(TagOf(notModified) ?? Tag, Body, Version, headers);
    }

    public HttpResponseMessage ToResponse(HttpRequestMessage request)
    {
        var response = new HttpResponseMessage(HttpStatusCode.OK)
        {
            Version = Version,
            RequestMessage = request,
            Content = new ByteArrayContent(Body),
        };
        foreach (var (name, values) in Headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, values))
                response.Content.Headers.TryAddWithoutValidation(name, values);
        }
        return response;
    }

    private static string? TagOf(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("ETag", out var tags) && tags.Count == 1 ? tags.ToString() : null;

    private static Dictionary<string, string[]> HeadersOf(HttpResponseMessage response) =>
        response
            .Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .ToDictionary(header => header.Key, header => header.Value.ToArray(), StringComparer.OrdinalIgnoreCase);
}
