using System.Text;

namespace Unfurl.Adapters.Testing.Calls;

/// <summary>
/// Stands in for the network, with the limits of the service's client: where requests may go, and how long an answer may be. Like
/// that one it follows no redirect and keeps no cookie.
/// </summary>
internal sealed class AnswerHandler(IProviderAdapter adapter, IAnswers answers, Secret? credential) : HttpMessageHandler
{
    public const int MaxResponseBytes = 8 * 1024 * 1024;

    private readonly IReadOnlyList<Uri> _origins = Origins.Of(adapter);

    /// <summary>What the adapter did wrong, kept because it may catch what is thrown.</summary>
    public AdapterTestException? Failure { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        try
        {
            CheckAddress(request);
            var response = await answers.AnswerAsync(request, cancellationToken);
            response.RequestMessage = request;
            var limit = Math.Min(ProviderRequests.ResponseLimitOf(request) ?? MaxResponseBytes, MaxResponseBytes);
            if (ProviderRequests.IsCut(request))
                response.Content = await CutAsync(response.Content, limit, cancellationToken);
            if (response.Content.Headers.ContentLength > limit)
                throw new HttpRequestException(
                    HttpRequestError.ConfigurationLimitExceeded,
                    $"The answer is longer than {limit} bytes."
                );
            return response;
        }
        catch (AdapterTestException failure)
        {
            Failure ??= failure;
            throw;
        }
    }

    private static async Task<HttpContent> CutAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        var body = await content.ReadAsByteArrayAsync(cancellationToken);
        var start = new ByteArrayContent(body, 0, Math.Min(body.Length, limit));
        foreach (var (name, values) in content.Headers.Where(header => header.Key != "Content-Length"))
            start.Headers.TryAddWithoutValidation(name, values);
        return start;
    }

    private void CheckAddress(HttpRequestMessage request)
    {
        if (request.RequestUri is not { IsAbsoluteUri: true } url)
            throw new AdapterTestException($"The adapter asked for {request.RequestUri}, which is no whole URL.");
        if (credential is not null && Holds(url.AbsoluteUri, credential))
            throw new AdapterTestException(
                $"The adapter put the credential into the address of {request.Method} {url.AbsoluteUri}: addresses are written to logs, so send it in a header."
            );
        if (_origins.Any(url.HasOrigin))
            return;
        if (!adapter.ReachesOtherHosts)
            throw new AdapterTestException(
                $"The adapter asked for {url.AbsoluteUri}, and Origins has {string.Join(", ", _origins.Select(origin => origin.GetLeftPart(UriPartial.Authority)))} only: the service throws. Add the origin if the adapter needs it, or say ReachesOtherHosts."
            );
        if (
            credential is not null
            && request.Headers.Any(header => header.Value.Any(value => Holds(value, credential)))
        )
            throw new AdapterTestException(
                $"The adapter sent the credential to {url.AbsoluteUri}, which is not among its Origins: it belongs to the provider's hosts only."
            );
        // As the service's client does: addresses that pages name are nobody's fault.
        if (url is not { Scheme: "https", Port: 443, UserInfo: "" })
            throw new HttpRequestException(
                HttpRequestError.ConnectionError,
                "Other hosts are asked by https on port 443 only."
            );
    }

    private static bool Holds(string text, Secret credential) =>
        text.Contains(credential.Reveal(), StringComparison.Ordinal)
        || text.Contains(Uri.EscapeDataString(credential.Reveal()), StringComparison.Ordinal)
        || (
            text.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)
            && DecodedBasic(text["Basic ".Length..]).Contains(credential.Reveal(), StringComparison.Ordinal)
        );

    private static string DecodedBasic(string value)
    {
        var bytes = new byte[value.Length];
        return Convert.TryFromBase64String(value, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : "";
    }
}
