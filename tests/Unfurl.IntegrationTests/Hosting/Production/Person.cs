using System.Text.RegularExpressions;
using System.Web;

namespace Unfurl.IntegrationTests.Hosting.Production;

/// <summary>
/// A user with a browser that stores cookies and follows redirects one at a time, so that a test can inspect each.
/// </summary>
internal sealed partial class Person : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;

    public Person() => _http = new HttpClient(TlsProxy.Handler(_cookies));

    public List<Uri> Visited { get; } = [];

    public List<string> CookiesSet { get; } = [];

    public List<HttpStatusCode> Statuses { get; } = [];

    public string? Parameter(string name) => HttpUtility.ParseQueryString(Visited[^1].Query)[name];

    public async Task<HttpResponseMessage> OpenAsync(Uri url, Func<Uri, bool> stop) =>
        await FollowAsync(url, await GetAsync(url), stop);

    public async Task<HttpResponseMessage> SubmitAsync(
        Uri url,
        HttpResponseMessage page,
        string handler,
        Func<Uri, bool> stop
    )
    {
        var html = await page.Content.ReadAsStringAsync();
        var fields = HiddenField()
            .Matches(html)
            .DistinctBy(field => field.Groups["name"].Value)
            .ToDictionary(
                field => field.Groups["name"].Value,
                field => HttpUtility.HtmlDecode(field.Groups["value"].Value)
            );
        var target = new Uri(url, $"/consent?handler={handler}");
        var response = await _http.PostAsync(target, new FormUrlEncodedContent(fields));
        StoreCookies(response);
        return await FollowAsync(target, response, stop);
    }

    public async Task<HttpResponseMessage> GetAsync(Uri url)
    {
        var response = await _http.GetAsync(url);
        StoreCookies(response);
        return response;
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> FollowAsync(Uri url, HttpResponseMessage response, Func<Uri, bool> stop)
    {
        while (await NextAsync(response) is { } next)
        {
            url = new Uri(url, next);
            Visited.Add(url);
            if (stop(url))
                break;
            response = await GetAsync(url);
        }
        return response;
    }

    // By a redirect, or by a page that moves on.
    private static async Task<string?> NextAsync(HttpResponseMessage response) =>
        response.Headers.Location?.OriginalString
        ?? (
            Refresh().Match(await response.Content.ReadAsStringAsync()) is { Success: true } refresh
                ? HttpUtility.HtmlDecode(refresh.Groups["url"].Value)
                : null
        );

    private void StoreCookies(HttpResponseMessage response)
    {
        Statuses.Add(response.StatusCode);
        if (
            response.RequestMessage!.RequestUri!.Scheme == "https"
            && response.Headers.TryGetValues("Set-Cookie", out var cookies)
        )
            CookiesSet.AddRange(cookies);
    }

    [GeneratedRegex("<meta http-equiv=\"refresh\" content=\"0;url=(?<url>[^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex Refresh();

    [GeneratedRegex("<input[^>]*name=\"(?<name>[^\"]+)\"[^>]*value=\"(?<value>[^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex HiddenField();
}
