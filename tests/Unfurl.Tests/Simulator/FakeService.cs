using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace Unfurl.Tests.Simulator;

/// <summary>A service that follows all rules until a test changes it.</summary>
internal sealed class FakeService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();
    private readonly Uri _notion;
    private int _tokens;

    private FakeService(WebApplication app, Uri notion)
    {
        _app = app;
        _notion = notion;
        Token = form => IssueToken(form);
        Unfurl = (_, uri) => FakeResponse.Json(Attributes.Card(uri));
    }

    public Uri Url => new(_app.Urls.First());

    public ConcurrentQueue<ReceivedRequest> Calls { get; } = [];

    // The connected account; null does not exchange Notion's code.
    public JsonObject? Account { get; set; } = new() { ["key"] = "github:1", ["name"] = "ada on GitHub" };

    public JsonObject? NotionTokens { get; set; }

    // Parameters for the redirect URI, from the state and the service's code.
    public Func<string, string, Dictionary<string, string?>> Return { get; set; } =
        (state, code) => new() { ["code"] = code, ["state"] = state };

    public Func<IFormCollection, FakeResponse> Token { get; set; }

    public Func<string, string, FakeResponse> Unfurl { get; set; }

    public FakeResponse Deletion { get; set; } = new(200, "", null);

    public static async Task<FakeService> StartAsync(Uri notion)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var service = new FakeService(builder.Build(), notion);
        service._app.Run(service.HandleAsync);
        await service._app.StartAsync();
        return service;
    }

    public FakeResponse IssueToken(IFormCollection _)
    {
        var number = Interlocked.Increment(ref _tokens);
        return FakeResponse.Token(
            $$"""{"access_token":"access-{{number}}","token_type":"bearer","refresh_token":"refresh-{{number}}","expires_in":3600}"""
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        var form = request.HasFormContentType ? await request.ReadFormAsync() : null;
        var body = form is null ? await new StreamReader(request.Body).ReadToEndAsync() : "";
        var bearer = request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal);
        Calls.Enqueue(new(request.Method, request.Path!, bearer, body, form, request.Query));
        switch (request.Method, request.Path.Value)
        {
            case ("GET", "/authorize"):
                await AuthorizeAsync(context);
                break;
            case ("POST", "/token"):
                await Token(form!).WriteAsync(context.Response);
                break;
            case ("POST", "/unfurl"):
                var uri = JsonNode.Parse(body)!["uri"]!.GetValue<string>();
                await Unfurl(bearer, uri).WriteAsync(context.Response);
                break;
            default:
                await Deletion.WriteAsync(context.Response);
                break;
        }
    }

    private async Task AuthorizeAsync(HttpContext context)
    {
        var query = context.Request.Query;
        if (Account is not null)
            NotionTokens = await ExchangeCodeAsync(query["code"]!, Account);
        context.Response.Redirect(
            QueryHelpers.AddQueryString(query["redirect_uri"]!, Return(query["state"]!, "service-code"))
        );
    }

    private async Task<JsonObject?> ExchangeCodeAsync(string code, JsonObject account)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            $"{_notion.AbsoluteUri.TrimEnd('/')}/v1/oauth/token"
        );
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", SimulatorFixture.NotionCredential);
        request.Headers.Add("Notion-Version", "2026-03-11");
        var json = new JsonObject
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["external_account"] = account.DeepClone(),
        };
        request.Content = new StringContent(json.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync()) as JsonObject;
    }
}

internal sealed record ReceivedRequest(
    string Method,
    string Path,
    string Bearer,
    string Body,
    IFormCollection? Form,
    IQueryCollection Query
)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;
}

internal sealed record FakeResponse(int Status, string Body, string? ContentType = "application/json")
{
    public string? CacheControl { get; init; }

    public string? Challenge { get; init; }

    public static FakeResponse Json(string body) => new(200, body);

    public static FakeResponse Token(string body) => new(200, body) { CacheControl = "no-store" };

    public static FakeResponse Unauthorized { get; } =
        new(401, "", null) { Challenge = "Bearer error=\"invalid_token\"" };

    public async Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        response.ContentType = ContentType;
        if (CacheControl is not null)
            response.Headers.CacheControl = CacheControl;
        if (Challenge is not null)
            response.Headers.WWWAuthenticate = Challenge;
        await response.WriteAsync(Body);
    }
}
