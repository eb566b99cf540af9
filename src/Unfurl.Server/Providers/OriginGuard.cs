namespace Unfurl.Server.Providers;

/// <summary>Lets requests go to the configured origins only.</summary>
internal sealed class OriginGuard(IEnumerable<Uri> origins) : DelegatingHandler
{
    private readonly HashSet<string> _origins = new(origins.Select(Origin), StringComparer.Ordinal);

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    ) =>
        request.RequestUri is { IsAbsoluteUri: true } uri && _origins.Contains(Origin(uri))
            ? base.SendAsync(request, cancellationToken)
            : throw new UndeclaredOriginException(request.RequestUri?.Host);

    private static string Origin(Uri uri) => uri.GetLeftPart(UriPartial.Authority).ToLowerInvariant();
}
