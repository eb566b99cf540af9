using System.Net;
using Octokit;
using Octokit.Caching;
using Octokit.Internal;

namespace Unfurl.GitHub;

/// <summary>
/// One call to GitHub's API through Octokit, which authenticates it, makes it conditional and follows redirects. The instance's
/// client sends it. Octokit sees only the status and a location: it does not limit a body, cancels nothing after the headers,
/// parses JSON itself, and follows a location anywhere.
/// </summary>
internal sealed class GitHubExchange(
    GitHubOptions settings,
    ProviderCall call,
    ETagCache etagCache,
    CancellationToken cancellationToken
) : HttpMessageHandler, IResponseCache
{
    // A moved issue in a renamed repository needs two.
    private const int MaxRedirects = 3;

    private static readonly ProductHeaderValue Product = new("Unfurl");

    private GitHubResponse? _cached;
    private string? _cacheKey;
    private int _redirects;

    // The last response, or the cached one if GitHub has not changed it.
    public GitHubResponse? Response { get; private set; }

    // Why there is no response to read further.
    public Resolution? Failure { get; private set; }

    // "send" passes no token to Octokit, which would link it to a source that is never disposed of.
    public async Task<HttpStatusCode> RunAsync(
        Credentials credentials,
        Func<Connection, Task<IApiResponse<object>>> send
    )
    {
        using var http = new CachingHttpClient(new HttpClientAdapter(() => this), this);
        var answer = await AnswerAsync(send(new Connection(Product, http) { Credentials = credentials }));
        // A 304 from another address is not about it: no ETag was sent there.
        if (answer.Body is GitHubResponse cached && cached.Address == Response?.Address)
            Response = cached;
        return answer.StatusCode;
    }

    // The response does not apply to this token any more.
    public void Forget()
    {
        if (_cacheKey is not null)
            etagCache.Remove(_cacheKey);
    }

    Task<CachedResponse.V1?> IResponseCache.GetAsync(IRequest request)
    {
        _cacheKey = ETagCache.KeyOf(request.Headers["Authorization"], request.Endpoint, request.Headers["Accept"]);
        _cached = etagCache.Get(_cacheKey, call.Time);
        return Task.FromResult(
            _cached is null
                ? null
                : new CachedResponse.V1(
                    _cached,
                    new Dictionary<string, string> { ["ETag"] = _cached.ETag!.ToString() },
                    apiInfo: null,
                    _cached.Status,
                    contentType: null
                )
        );
    }

    Task IResponseCache.SetAsync(IRequest request, CachedResponse.V1 cachedResponse)
    {
        if (Response is { Status: HttpStatusCode.OK } response && _cacheKey is not null)
            etagCache.Set(_cacheKey, response, call.Time);
        return Task.CompletedTask;
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken octokitsToken
    )
    {
        using var response = await call.Http.SendAsync(
            CopyOf(request),
            HttpCompletionOption.ResponseHeadersRead,
            cancellationToken
        );
        var seen = new HttpResponseMessage(response.StatusCode);
        // The status says what became of a deletion, even if the body does not arrive.
        if (request.Method == HttpMethod.Delete)
            return seen;
        var complete = await GitHubResponse.ReadAsync(
            response,
            GitHubFailures.MaxResponseBytes,
            call.Time,
            cancellationToken
        );
        if (complete is null)
        {
            Failure = GitHubFailures.TooLarge;
            return seen;
        }
        Response = complete with { Address = request.RequestUri };
        seen.Headers.Location = RedirectOf(request, response);
        return seen;
    }

    // A client sends no message that another one has sent. Octokit's user agent would tell the operating system.
    private HttpRequestMessage CopyOf(HttpRequestMessage request)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = request.Content };
        foreach (var (name, values) in request.Headers)
            copy.Headers.TryAddWithoutValidation(name, values);
        copy.Headers.UserAgent.Clear();
        copy.Headers.UserAgent.Add(GitHubClient.UserAgent);
        // Octokit sends the ETag of where a redirect led to each address on the way.
        if (_cached?.Address != request.RequestUri)
            copy.Headers.IfNoneMatch.Clear();
        return copy;
    }

    // The address that Octokit is to follow; it takes no relative one. A query does not move.
    private Uri? RedirectOf(HttpRequestMessage request, HttpResponseMessage response)
    {
        if (
            request.Method != HttpMethod.Get
            || !GitHubFailures.IsRedirect(response.StatusCode)
            || response.Headers.Location is not { OriginalString.Length: > 0 } location
        )
            return null;

        var next = new Uri(request.RequestUri!, location);
        if (!IsWithinApi(next))
            Failure = new Resolution.Unavailable("redirected outside the API");
        else if (++_redirects > MaxRedirects)
            Failure = new Resolution.Unavailable("too many redirects");
        else
            return next;
        return null;
    }

    // The request carries the token, so redirects stay within the API's origin and path.
    private bool IsWithinApi(Uri url) =>
        url.GetLeftPart(UriPartial.Authority) == settings.ApiUrl.GetLeftPart(UriPartial.Authority)
        && url.UserInfo.Length == 0
        && url.AbsolutePath.StartsWith($"{settings.ApiUrl.AbsolutePath.TrimEnd('/')}/", StringComparison.Ordinal);

    // Octokit throws for each status from 400.
    private static async Task<IResponse> AnswerAsync(Task<IApiResponse<object>> sending)
    {
        try
        {
            return (await sending).HttpResponse;
        }
        catch (ApiException exception)
        {
            return exception.HttpResponse;
        }
    }
}
