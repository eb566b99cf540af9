using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Unfurl.Testing;

/// <summary>Terminates TLS in front of the service, as a company's reverse proxy does.</summary>
public sealed class TlsProxy : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _inside = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    private TlsProxy(WebApplication app, Uri url) => (_app, Url) = (app, url);

    public Uri Url { get; }

    // Set before the first request.
    public Uri? Target { get; set; }

    public static async Task<TlsProxy> StartAsync()
    {
        var url = new Uri($"https://localhost:{Ports.Free()}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, url.Port, listen => listen.UseHttps(Certificates.SelfSigned()));
        });
        var proxy = new TlsProxy(builder.Build(), url);
        proxy._app.Run(proxy.ForwardAsync);
        await proxy._app.StartAsync();
        return proxy;
    }

    // Accepts the proxy's certificate, follows no redirects and stores no cookies.
    public HttpClient CreateClient() => new(Handler()) { BaseAddress = Url };

    public static SocketsHttpHandler Handler(CookieContainer? cookies = null)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = cookies is not null,
            ConnectCallback = LoopbackAsync,
        };
        if (cookies is not null)
            handler.CookieContainer = cookies;
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            certificate?.Subject == Certificates.Subject;
        return handler;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _inside.Dispose();
    }

    // Every host name resolves to the IPv4 loopback address.
    private static async ValueTask<Stream> LoopbackAsync(
        SocketsHttpConnectionContext context,
        CancellationToken cancellationToken
    )
    {
        var socket = new System.Net.Sockets.Socket(
            System.Net.Sockets.SocketType.Stream,
            System.Net.Sockets.ProtocolType.Tcp
        )
        {
            NoDelay = true,
        };
        await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
        return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
    }

    private async Task ForwardAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        using var forwarded = new HttpRequestMessage(
            new HttpMethod(request.Method),
            new Uri(Target!, $"{request.Path.ToUriComponent()}{request.QueryString.ToUriComponent()}")
        );
        if (request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0)
            forwarded.Content = new StreamContent(request.Body);
        foreach (var (name, value) in request.Headers.Where(header => header.Key != "Host"))
        {
            if (!forwarded.Headers.TryAddWithoutValidation(name, value.ToArray()))
                forwarded.Content?.Headers.TryAddWithoutValidation(name, value.ToArray());
        }
        forwarded.Headers.Add("X-Forwarded-For", $"{context.Connection.RemoteIpAddress}");
        forwarded.Headers.Add("X-Forwarded-Proto", request.Scheme);
        forwarded.Headers.Add("X-Forwarded-Host", $"{request.Host}");

        using var received = await _inside.SendAsync(
            forwarded,
            HttpCompletionOption.ResponseHeadersRead,
            context.RequestAborted
        );
        response.StatusCode = (int)received.StatusCode;
        foreach (var (name, value) in received.Headers.Concat(received.Content.Headers))
        {
            if (name != "Transfer-Encoding")
                response.Headers[name] = value.ToArray();
        }
        await received.Content.CopyToAsync(response.Body, context.RequestAborted);
    }
}
