using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Unfurl.Simulator.Checks.Browsing;

namespace Unfurl.Simulator.Tool.Browsing;

/// <summary>Loads pages with cookies and redirects, only where it may, until the redirect URI is reached.</summary>
internal sealed class Tab(AllowedHosts hosts, Navigation errand) : IDisposable
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

    /// <summary>Everything that was answered, redirects included.</summary>
    public IReadOnlyList<VisitedPage> Pages => _pages;

    /// <summary>The redirect URI with what the service added; null as long as it was not reached.</summary>
    public Uri? Callback { get; private set; }

    /// <summary>Opens an address and follows its redirects.</summary>
    /// <returns>The page; null when the redirect URI was reached.</returns>
    /// <exception cref="BrowsingException">It leads where the browser may not go.</exception>
    public Task<IDocument?> OpenAsync(Uri address, CancellationToken cancellationToken) =>
        LoadAsync(HttpMethod.Get, address, null, cancellationToken);

    /// <summary>Sends a form as if the button had been pressed, and follows redirects.</summary>
    /// <inheritdoc cref="OpenAsync"/>
    public async Task<IDocument?> SubmitAsync(
        IHtmlFormElement form,
        IHtmlElement button,
        CancellationToken cancellationToken
    )
    {
        // The button may have its own address and method (HTML §4.10.18.6).
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
            if (errand.IsRedirectUri(address))
            {
                Callback = address;
                return null;
            }
            if (!hosts.Allow(address))
                throw new BrowsingException(
                    $"the browser is led to {address.GetLeftPart(UriPartial.Authority)}, where it may not go (--allow-host {address.Authority})"
                );
            if (_pages.Count == MaxHops)
                throw new BrowsingException($"the way leads over more than {MaxHops} pages and redirects");

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
                // 307 and 308 repeat the request as it was; all others become a GET (RFC 9110 §15.4).
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

    /// <summary>A page that moves on by itself, at once.</summary>
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
