using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Unfurl.Simulator.Checks.Browsing;
using Unfurl.Simulator.Service;

namespace Unfurl.Simulator.Checks;

/// <summary>Sends valid and invalid requests to the service and logs each.</summary>
internal sealed class ServiceCalls(ServiceClient service, SimulatorOptions options, TimeProvider time)
{
    private readonly List<string> _log = [];

    // Returns and clears the log: method, path, status, time.
    public IReadOnlyList<string> TakeLog()
    {
        string[] lines = [.. _log];
        _log.Clear();
        return lines;
    }

    // A null value removes the parameter; a repeated name adds it twice.
    public Uri AuthorizeUrl(string state, string code, params (string Name, string? Value)[] changes)
    {
        (string Name, string? Value)[] usual =
        [
            ("client_id", options.ClientId),
            ("redirect_uri", options.RedirectUri.AbsoluteUri),
            ("response_type", "code"),
            ("state", state),
            ("code", code),
        ];
        return new(
            QueryHelpers.AddQueryString(
                options.AuthorizeUrl.AbsoluteUri,
                WithChanges(usual, changes).Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))
            )
        );
    }

    // Without cookies.
    public async Task<IReadOnlyList<VisitedPage>> VisitAsync(Uri address, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var pages = await AnonymousNavigation.NavigateAsync(address, options.RedirectUri, cancellationToken);
        foreach (var page in pages)
            LogCall("GET", page.Address, page.Status, began);
        return pages;
    }

    public Task<ServiceResponse> RedeemAsync(
        string code,
        CancellationToken cancellationToken,
        params (string Name, string? Value)[] changes
    ) => PostTokenAsync(TokenForm([("grant_type", "authorization_code"), ("code", code)], changes), cancellationToken);

    public Task<ServiceResponse> RefreshAsync(
        string refreshToken,
        CancellationToken cancellationToken,
        params (string Name, string? Value)[] changes
    ) =>
        PostTokenAsync(
            TokenForm([("grant_type", "refresh_token"), ("refresh_token", refreshToken)], changes),
            cancellationToken
        );

    public Task<ServiceResponse> PostTokenAsync(HttpContent content, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, options.TokenUrl, content, null, cancellationToken);

    public Task<ServiceResponse> UnfurlAsync(Secret? token, string uri, CancellationToken cancellationToken) =>
        UnfurlAsync(token, ServiceClient.UriContent(uri), cancellationToken);

    public Task<ServiceResponse> UnfurlAsync(Secret? token, HttpContent content, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, options.UnfurlUrl, content, token, cancellationToken);

    public Task<ServiceResponse> DeletePreviewAsync(Secret? token, string uri, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, options.UnfurlUrl, ServiceClient.UriContent(uri), token, cancellationToken);

    public async Task<ServiceResponse> SendAsync(
        HttpMethod method,
        Uri url,
        HttpContent? content,
        Secret? token,
        CancellationToken cancellationToken
    )
    {
        var began = time.GetTimestamp();
        var response = await service.SendAsync(method, url, content, token, cancellationToken);
        LogCall(method.Method, url, response.Status, began);
        return response;
    }

    public static StringContent Json(string json) =>
        new(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

    private FormUrlEncodedContent TokenForm((string, string?)[] grant, (string, string?)[] changes) =>
        new(
            WithChanges(
                [
                    .. grant,
                    ("client_id", options.ClientId),
                    ("client_secret", options.ClientSecret.Reveal()),
                    ("redirect_uri", options.RedirectUri.AbsoluteUri),
                ],
                changes
            )
        );

    private static IEnumerable<KeyValuePair<string, string>> WithChanges(
        (string Name, string? Value)[] usual,
        (string Name, string? Value)[] changes
    ) =>
        usual
            .Where(field => changes.All(change => change.Name != field.Name))
            .Concat(changes)
            .Where(field => field.Value is not null)
            .Select(field => KeyValuePair.Create(field.Name, field.Value!));

    // Only the path is logged, because queries contain codes.
    private void LogCall(string method, Uri url, int? status, long began) =>
        _log.Add(
            $"{method} {url.AbsolutePath} → {status?.ToString() ?? "no response"} ({time.GetElapsedTime(began).TotalMilliseconds:0} ms)"
        );
}
