using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Acme.GitLab;

/// <summary>
/// Calls the API with the user's credential. Failures are values; only the client's own exceptions pass, which the service handles.
/// </summary>
internal sealed class GitLabClient(Uri url)
{
    public const string Projects = "/api/v4/projects/";

    private static readonly TimeSpan DefaultPause = TimeSpan.FromMinutes(1);

    /// <summary>The token is valid, but was made for something else.</summary>
    public static Resolution.Forbidden LacksScope { get; } =
        new($"Sign in again, with a token that has the scope {GitLabSignIn.Scope}.");

    public async Task<(T? Value, Resolution? Failure)> GetAsync<T>(
        string path,
        JsonTypeInfo<T> type,
        ProviderCall call,
        CancellationToken cancellationToken
    )
        where T : class
    {
        using var response = await SendAsync(new Uri(url, path), call, cancellationToken);
        if (MovedTo(response) is not { } address)
            return await ReadAsync(response, type, call, cancellationToken);
        using var moved = await SendAsync(address, call, cancellationToken);
        return await ReadAsync(moved, type, call, cancellationToken);
    }

    /// <summary>Ends a token of OAuth (RFC 7009). GitLab keeps a refresh token with its access token, and ends both.</summary>
    public async Task<Revocation> RevokeAsync(
        string clientId,
        Secret clientSecret,
        Secret? refreshToken,
        ProviderCall call,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(url, "/oauth/revoke"));
        request.Content = new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["client_id"] = clientId,
                ["client_secret"] = clientSecret.Reveal(),
                // An access token that has ended cannot be revoked any more, but its refresh token can.
                ["token"] = refreshToken?.Reveal() ?? call.RevealCredential(),
                ["token_type_hint"] = refreshToken is null ? "access_token" : "refresh_token",
            }
        );
        using var response = await call.Http.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            cancellationToken
        );
        return response.StatusCode == HttpStatusCode.OK
            ? new Revocation.Done()
            : new Revocation.Failed($"HTTP {(int)response.StatusCode}");
    }

    private static async Task<HttpResponseMessage> SendAsync(
        Uri address,
        ProviderCall call,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        // GitLab takes personal access tokens and those of OAuth alike.
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", call.RevealCredential());
        return await call.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    // A project that was renamed has its number in place of its path: https://docs.gitlab.com/api/rest/#redirects. The path alone is
    // taken: behind a proxy GitLab may write http, and nothing may lead elsewhere.
    private Uri? MovedTo(HttpResponseMessage response) =>
        response is { StatusCode: HttpStatusCode.MovedPermanently, Headers.Location: { } location }
        && Uri.TryCreate(url, location, out var moved)
        && moved.IdnHost == url.IdnHost
        && moved.AbsolutePath.StartsWith(Projects, StringComparison.Ordinal)
            ? new Uri(url, moved.AbsolutePath)
            : null;

    private static async Task<(T? Value, Resolution? Failure)> ReadAsync<T>(
        HttpResponseMessage response,
        JsonTypeInfo<T> type,
        ProviderCall call,
        CancellationToken cancellationToken
    )
        where T : class
    {
        if (response.StatusCode == HttpStatusCode.Forbidden)
            return (null, await RefusalOfAsync(response, cancellationToken));
        if (response.StatusCode != HttpStatusCode.OK)
            return (null, FailureOf(response, call.Time));
        return await JsonOfAsync(response, type, cancellationToken) is { } value
            ? (value, null)
            : (null, new Resolution.Unavailable("unexpected JSON"));
    }

    private static Resolution FailureOf(HttpResponseMessage response, TimeProvider time) =>
        response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new Resolution.SignInNeeded(),
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new Resolution.NotFound(),
            HttpStatusCode.TooManyRequests => new Resolution.RateLimited(
                response.Headers.RetryAfter?.Date
                    ?? time.GetUtcNow() + (response.Headers.RetryAfter?.Delta ?? DefaultPause)
            ),
            var status => new Resolution.Unavailable($"HTTP {(int)status}"),
        };

    // The words are in GitLab's own lib/gitlab/auth/user_access_denied_reason.rb.
    private static async Task<Resolution> RefusalOfAsync(
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        var refusal = await JsonOfAsync(response, GitLabJson.Default.RefusalResponse, cancellationToken);
        return refusal switch
        {
            { Error: "insufficient_scope" } => LacksScope,
            { Message: { } text } when Has(text, "account has been blocked") => new Resolution.SignInNeeded
            {
                IsSuspended = true,
            },
            { Message: { } text } when Has(text, "web browser") || Has(text, "not confirmed") =>
                new Resolution.Forbidden("Open GitLab in a browser: it has something to ask you first."),
            { Message: not null } => new Resolution.Forbidden("Ask an owner of the project for access."),
            // Not GitLab's own words: it may be a proxy that has had enough.
            _ => new Resolution.Forbidden("Ask an administrator of GitLab for access.") { IsUnknownRefusal = true },
        };

        static bool Has(string text, string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<T?> JsonOfAsync<T>(
        HttpResponseMessage response,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken
    )
        where T : class
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync(body, type, cancellationToken);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
