using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Unfurl.BrowserTests;

/// <summary>An origin of its own that redirects browsers elsewhere, or shows a page, and records their requests.</summary>
internal sealed class SiteDouble : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();
    private readonly ConcurrentQueue<Request> _requests = new();

    private SiteDouble(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.Single());

    // Where its redirects lead; null for a page.
    public Func<HttpRequest, Uri>? RedirectsTo { get; set; }

    // The server behind it that answers the requests of other programs than browsers; null for none.
    public Uri? ForwardsTo { get; set; }

    public IReadOnlyCollection<Request> Requests => _requests;

    public static async Task<SiteDouble> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var site = new SiteDouble(builder.Build());
        site._app.Run(site.AnswerAsync);
        await site._app.StartAsync();
        return site;
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _app.DisposeAsync();
    }

    private Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Path == "/favicon.ico")
            return Task.CompletedTask;
        if (ForwardsTo is { } server && !request.Headers.Accept.ToString().Contains("text/html"))
            return ForwardAsync(context, server);
        _requests.Enqueue(
            new(request.Method, $"{request.Path}", $"{request.QueryString}", $"{request.Headers.Referer}")
        );
        if (RedirectsTo is { } target)
        {
            context.Response.Redirect(target(request).AbsoluteUri);
            return Task.CompletedTask;
        }
        context.Response.ContentType = "text/html";
        return context.Response.WriteAsync("<!DOCTYPE html><title>Arrived</title><h1>Arrived</h1>");
    }

    private async Task ForwardAsync(HttpContext context, Uri server)
    {
        var request = context.Request;
        using var forwarded = new HttpRequestMessage(
            new(request.Method),
            new Uri(server, $"{request.Path}{request.QueryString}")
        );
        forwarded.Headers.TryAddWithoutValidation("Authorization", $"{request.Headers.Authorization}");
        forwarded.Headers.TryAddWithoutValidation("Accept", $"{request.Headers.Accept}");
        if (request.ContentType is { } type)
        {
            forwarded.Content = new StreamContent(request.Body);
            forwarded.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }
        using var response = await _http.SendAsync(forwarded, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = $"{response.Content.Headers.ContentType}";
        await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    internal sealed record Request(string Method, string Path, string Query, string Referer);
}
