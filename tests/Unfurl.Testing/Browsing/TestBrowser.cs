namespace Unfurl.Testing.Browsing;

/// <summary>
/// A headless browser without scripts: cookies, links, forms, and redirects within loopback. All servers of a test
/// share its cookies, as in a real browser, which ignores ports.
/// </summary>
public sealed class TestBrowser : IDisposable
{
    private const int MaxRedirects = 20;

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    public Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    // The value of X-Forwarded-For; null without a proxy.
    public string? ForwardedFor { get; init; }

    // Redirects to these addresses are not followed, e.g. to Notion's callback.
    public Func<Uri, bool> StopsAt { get; set; } = _ => false;

    public Task<Visit> OpenAsync(Uri address) => SendAsync(HttpMethod.Get, address, null);

    public Task<Visit> OpenWithoutFollowingAsync(Uri address) => SendOnceAsync(HttpMethod.Get, address, null);

    public Task<Visit> FollowAsync(Visit page, string text) =>
        OpenAsync(new Uri(page.Address, page.Link(text).GetAttribute("href")));

    public Task<Visit> PressAsync(Visit page, string button)
    {
        var (action, fields) = page.Form(button);
        return SubmitAsync(action, fields);
    }

    public Task<Visit> SubmitAsync(Uri action, IEnumerable<KeyValuePair<string, string>> fields) =>
        SendAsync(HttpMethod.Post, action, fields);

    public void Dispose() => _http.Dispose();

    private async Task<Visit> SendAsync(
        HttpMethod method,
        Uri address,
        IEnumerable<KeyValuePair<string, string>>? fields
    )
    {
        var visit = await SendOnceAsync(method, address, fields);
        for (var i = 0; i < MaxRedirects; i++)
        {
            if (visit.Location is not { } target || !target.IsLoopback || StopsAt(target))
                return visit;
            visit = await SendOnceAsync(HttpMethod.Get, target, null);
        }
        throw new InvalidOperationException($"More than {MaxRedirects} redirects, now to {visit.Location}.");
    }

    private async Task<Visit> SendOnceAsync(
        HttpMethod method,
        Uri address,
        IEnumerable<KeyValuePair<string, string>>? fields
    )
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Add("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        if (ForwardedFor is not null)
            request.Headers.Add("X-Forwarded-For", ForwardedFor);
        if (Cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        if (fields is not null)
            request.Content = new FormUrlEncodedContent(fields);
        using var response = await _http.SendAsync(request);
        Keep(response);
        return await Visit.ReadAsync(address, response);
    }

    // By name only: the servers of a test differ in their ports, which cookies ignore.
    private void Keep(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Set-Cookie", out var lines))
            return;
        foreach (var line in lines)
        {
            var parts = line.Split(';', 2);
            var (name, value) = (parts[0].Split('=', 2)[0], parts[0].Split('=', 2)[1]);
            if (value.Length == 0)
                Cookies.Remove(name);
            else
                Cookies[name] = value;
        }
    }
}
