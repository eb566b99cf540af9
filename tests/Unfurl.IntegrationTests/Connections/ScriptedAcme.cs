using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Unfurl.Server.Connections.Credentials;

namespace Unfurl.IntegrationTests.Connections;

/// <summary>A provider with scripted responses, invalid ones included, and the service that uses it.</summary>
internal sealed class ScriptedAcme : IAsyncDisposable
{
    private StubServer _server = null!;
    private TestHost _host = null!;

    public TestClock Clock => _host.Clock;

    public UnfurlHost Service => _host.Service;

    public Uri Url => _server.Url;

    public RequestDelegate Api { get; set; } = context => ItemAsync(context);

    public RequestDelegate Token { get; set; } =
        context => JsonAsync(context, """{"error": "invalid_grant"}""", StatusCodes.Status400BadRequest);

    public ConcurrentQueue<(string Path, IHeaderDictionary Headers)> Requests { get; } = new();

    public int CallsTo(string path) => Requests.Count(request => request.Path == path);

    public static async Task<ScriptedAcme> StartAsync(params IEnumerable<KeyValuePair<string, string?>> more)
    {
        var acme = new ScriptedAcme();
        acme._server = await StubServer.StartAsync(context =>
        {
            var headers = new HeaderDictionary(context.Request.Headers.ToDictionary());
            acme.Requests.Enqueue((context.Request.Path, headers));
            return context.Request.Path == "/oauth/token" ? acme.Token(context) : acme.Api(context);
        });
        acme._host = await new TestHostBuilder().With(TestSettings.Acme(acme.Url)).With(more).StartAsync();
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
        await _host.DisposeAsync();
        await _server.DisposeAsync();
    }
}
