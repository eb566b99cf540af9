using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Unfurl.Testing;

namespace Unfurl.Tests.Simulator.Checks;

/// <summary>
/// A minimal Link Preview service that follows all rules but one. Each fault has the id of the check that must detect
/// it; a suffix after a slash distinguishes ways to break one rule.
/// </summary>
internal sealed partial class FaultyService : IAsyncDisposable
{
    public const string ClientId = "notion";
    public const string ClientSecret = "secret-of-notion";
    public const string NotionClientId = "connection";
    public const string NotionClientSecret = "secret-of-connection";
    public const string Password = "correct horse";
    public const string VisibleLink = "https://acme.example/items/1";
    public const string MissingLink = "https://acme.example/items/99";
    public const string HiddenLink = "https://acme.example/items/2";

    private readonly WebApplication _app;
    private readonly string? _fault;
    private readonly Uri _notion;
    private readonly TestClock _clock;
    private readonly HttpClient _http = new();
    private readonly ConcurrentDictionary<string, string> _tokens = new();
    private int _made;

    private FaultyService(WebApplication app, string? fault, Uri notion, TestClock clock) =>
        (_app, _fault, _notion, _clock, RedirectUri) = (
            app,
            fault,
            notion,
            clock,
            new(notion, "/externalintegrationauthcallback")
        );

    public Uri Url => new(_app.Urls.First());

    public Uri RedirectUri { get; set; }

    public static async Task<FaultyService> StartAsync(string? fault, Uri notion, TestClock clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var service = new FaultyService(builder.Build(), fault, notion, clock);
        service._app.MapGet("/authorize", (Delegate)service.AuthorizeAsync);
        service._app.MapGet("/consent", (Delegate)service.Consent);
        service._app.MapPost("/signin", (Delegate)service.SignInAsync);
        service._app.MapPost("/allow", (Delegate)service.AllowAsync);
        service._app.MapPost("/deny", (Delegate)service.DenyAsync);
        service._app.MapMethods("/token", ["GET", "POST"], (Delegate)service.TokenAsync);
        service._app.MapPost("/unfurl", (Delegate)service.UnfurlAsync);
        service._app.MapDelete("/unfurl", (Delegate)service.DeletePreviewAsync);
        service._app.MapDelete("/deletion", (Delegate)service.DeleteAsync);
        await service._app.StartAsync();
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private bool Breaks(string fault) => _fault == fault;

    private string Make(string kind) => $"{kind}-{Interlocked.Increment(ref _made)}-of-the-service";

    private static IResult Json(int status, string json) => Results.Text(json, "application/json", statusCode: status);
}
