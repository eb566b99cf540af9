using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Unfurl.IntegrationTests.Contract;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Testing;

namespace Unfurl.IntegrationTests.Connections;

/// <summary>A provider with scripted responses, invalid ones included, and the service that uses it.</summary>
internal sealed class ScriptedAcme : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ScriptedAcme(WebApplication app) => _app = app;

    public TestClock Clock { get; } = new();

    public UnfurlHost Service { get; private set; } = null!;

    public Uri Url => new(_app.Urls.Single());

    public RequestDelegate Api { get; set; } = context => ItemAsync(context);

    public RequestDelegate Token { get; set; } =
        context => JsonAsync(context, """{"error": "invalid_grant"}""", StatusCodes.Status400BadRequest);

    public ConcurrentQueue<(string Path, IHeaderDictionary Headers)> Requests { get; } = new();

    public int CallsTo(string path) => Requests.Count(request => request.Path == path);

    public static async Task<ScriptedAcme> StartAsync(params IEnumerable<KeyValuePair<string, string?>> more)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        var acme = new ScriptedAcme(app);
        app.Run(context =>
        {
            var headers = new HeaderDictionary(context.Request.Headers.ToDictionary());
            acme.Requests.Enqueue((context.Request.Path, headers));
            return context.Request.Path == "/oauth/token" ? acme.Token(context) : acme.Api(context);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        acme.Service = UnfurlHost.Start([.. AcmeTestHost.Settings(acme.Url), .. more], time: acme.Clock);
        return acme;
    }

    public Task<ConnectedUser> ConnectAsync(
        TimeSpan? expiresIn = null,
        string refreshToken = "refresh-1",
        string login = "ada"
    ) =>
        ConnectedUser.ConnectAsync(
            Service,
            "acme",
            login,
            new TokenResponse(
                new Secret($"access-0-{login}"),
                new Secret(refreshToken),
                Clock.GetUtcNow() + (expiresIn ?? TimeSpan.FromHours(1))
            )
        );

    public static Task ItemAsync(HttpContext context, string title = "An item") =>
        JsonAsync(context, $$"""{"id": "i", "number": 1, "title": "{{title}}", "visibility": "private"}""");

    public static Task JsonAsync(HttpContext context, string json, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await _app.DisposeAsync();
    }
}
