using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Unfurl.Simulator.Checks.Browsing;

namespace Unfurl.Cli.Commands.Simulate.Browsing;

/// <summary>
/// Loads pages with cookies and redirects, from allowed hosts only, until the redirect URI is reached.
/// </summary>
internal sealed class Tab(AllowedHosts hosts, Navigation navigation) : IDisposable
{
    private const int MaxHops = 30;
    private const int MaxPageBytes = 4 * 1024 * 1024;

    private readonly HttpClient _http = new(
        new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }
    )
    {
        MaxResponseContentBufferSize = MaxPageBytes,
    };
    private readonly IBrowsingContext _context = BrowsingContext.New(Configuration.Default);
    private readonly List<VisitedPage> _pages = [];

    // Includes redirects.
    public IReadOnlyList<VisitedPage> Pages => _pages;

    // The redirect URI with the service's parameters; null until it is reached.
    public Uri? Callback { get; private set; }

    // Returns null if the redirect URI was reached. Throws BrowsingException for a host that is not allowed.
    public Task<IDocument?> OpenAsync(Uri address, CancellationToken cancellationToken) =>
        LoadAsync(HttpMethod.Get, address, null, cancellationToken);

    public async Task<IDocument?> SubmitAsync(
        IHtmlFormElement form,
        IHtmlElement button,
        CancellationToken cancellationToken
    )
    {
        // The button may override the form's URL and method (HTML §4.10.18.6).
        if (button.GetAttribute("formaction") is { } action)
            form.SetAttribute("action", action);
        if (button.GetAttribute("formmethod") is { } method)
            form.SetAttribute("method", method);
        var submission =
            form.GetSubmission(button) ?? throw new BrowsingException("a form cannot be sent: its address is not http");
        var address = new Uri(submission.Target.Href);
        if (submission.Method == AngleSharp.Io.HttpMethod.Get)
            return await LoadAsync(HttpMethod.Get, address, null, cancellationToken);
        using var body = new MemoryStream();
        await submission.Body.CopyToAsync(body, cancellationToken);
        return await LoadAsync(
            HttpMethod.Post,
            address,
            (body.ToArray(), submission.MimeType ?? "application/x-www-form-urlencoded"),
            cancellationToken
        );
    }

    public void Dispose()
    {
        _http.Dispose();
        _context.Dispose();
    }

    private async Task<IDocument?> LoadAsync(
        HttpMethod method,
        Uri address,
        (byte[] Bytes, string MediaType)? body,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            if (navigation.IsRedirectUri(address))
            {
                Callback = address;
                return null;
            }
            if (!hosts.Allow(address))
                throw new BrowsingException(
                    $"the browser is redirected to {address.GetLeftPart(UriPartial.Authority)}, which is not allowed (--allow-host {address.Authority})"
                );
            if (_pages.Count == MaxHops)
                throw new BrowsingException($"more than {MaxHops} pages and redirects");

            using var request = new HttpRequestMessage(method, address);
            request.Headers.Accept.ParseAdd("text/html,application/xhtml+xml,*/*;q=0.8");
            if (body is { } content)
            {
                request.Content = new ByteArrayContent(content.Bytes);
                request.Content.Headers.TryAddWithoutValidation("Content-Type", content.MediaType);
            }
            using var response = await _http.SendAsync(request, cancellationToken);
            _pages.Add(VisitedPage.From(address, response));
            if (_pages[^1].Location is { } target)
            {
                // 307 and 308 repeat the request; all others become a GET (RFC 9110 §15.4).
                if (_pages[^1].Status is not (307 or 308))
                    (method, body) = (HttpMethod.Get, null);
                address = target;
                continue;
            }
            var page = await ReadAsync(address, response, cancellationToken);
            if (Refresh(page) is not { } next)
                return page;
            (method, body, address) = (HttpMethod.Get, null, next);
        }
    }

    private async Task<IDocument> ReadAsync(
        Uri address,
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        var html = await response.Content.ReadAsStringAsync(cancellationToken);
        return await _context.OpenAsync(
            virtualResponse => virtualResponse.Address(address.AbsoluteUri).Status(response.StatusCode).Content(html),
            cancellationToken
        );
    }

    // A page may redirect with a meta element.
    private static Uri? Refresh(IDocument page)
    {
        var content = page.QuerySelector("meta[http-equiv=refresh i]")?.GetAttribute("content") ?? "";
        return
            content.Split(';', 2) is [var seconds, var rest]
            && seconds.Trim() is "0" or "1"
            && rest.Trim() is var url
            && url.StartsWith("url=", StringComparison.OrdinalIgnoreCase)
            && Uri.TryCreate(new Uri(page.Url), url[4..].Trim('\'', '"'), out var target)
            ? target
            : null;
    }
}
