using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Unfurl.Server.Providers.Gate;

/// <summary>
/// Keeps responses with entity tags for requests that <see cref="ProviderRequests.AskConditionally">ask conditionally</see>, and
/// returns one only after the provider has answered 304 to the same request (RFC 9110 §13.1.2). So it is never outdated, and
/// never shown to somebody who has lost access.
/// </summary>
internal sealed class ConditionalRequests(TimeProvider time) : DelegatingHandler
{
    private const string IfNoneMatch = "If-None-Match";

    private readonly KeptResponses _responses = new(time);

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    ) =>
        ProviderRequests.IsConditional(request)
        && request.Method == HttpMethod.Get
        && request.Content is null
        // An adapter with tags of its own gets its own 304.
        && !request.Headers.NonValidated.Contains(IfNoneMatch)
            ? SendConditionallyAsync(request, cancellationToken)
            : base.SendAsync(request, cancellationToken);

    private async Task<HttpResponseMessage> SendConditionallyAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var key = KeyOf(request);
        var kept = _responses.Get(key);
        // It may have been kept by a request with a higher limit.
        if (kept is not null && kept.Body.Length > (ProviderRequests.ResponseLimitOf(request) ?? int.MaxValue))
            kept = null;
        if (kept is not null)
            request.Headers.TryAddWithoutValidation(IfNoneMatch, kept.Tag);

        var response = await base.SendAsync(request, cancellationToken);
        switch (response.StatusCode)
        {
            case HttpStatusCode.NotModified when kept is not null:
                using (response)
                {
                    var updated = kept.Updated(response);
                    _responses.Replace(key, kept, updated);
                    return updated.ToResponse(request);
                }
            case HttpStatusCode.OK:
                _responses.Set(key, null);
                _responses.Set(
                    key,
                    await KeptResponse.ReadAsync(response, KeptResponses.MaxEntryBytes, cancellationToken)
                );
                return response;
            case HttpStatusCode.Unauthorized
            or HttpStatusCode.Forbidden
            or HttpStatusCode.NotFound
            or HttpStatusCode.Gone:
                _responses.Set(key, null);
                return response;
            default:
                return response;
        }
    }

    // All headers, so that another credential, language or media type is another key. The key does not reveal them.
    private static string KeyOf(HttpRequestMessage request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // Without the fragment, which is not sent.
        Append(hash, request.RequestUri!.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped));
        foreach (
            var (name, values) in request.Headers.NonValidated.OrderBy(header => header.Key, StringComparer.Ordinal)
        )
        {
            Append(hash, name);
            AppendLength(hash, values.Count);
            foreach (var value in values)
                Append(hash, value);
        }
        return Convert.ToBase64String(hash.GetHashAndReset());
    }

    // With its length, so that no two lists of texts are the same bytes.
    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        AppendLength(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void AppendLength(IncrementalHash hash, int length)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        hash.AppendData(bytes);
    }
}
