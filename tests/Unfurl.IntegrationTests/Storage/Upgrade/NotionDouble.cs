using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Unfurl.IntegrationTests.Storage.Upgrade;

/// <summary>
/// Notion's API with predictable tokens: a code is "workspace.login", its token "ntn_workspace.login".
/// </summary>
internal sealed class NotionDouble : IAsyncDisposable
{
    private readonly ConcurrentQueue<StoredUpdate> _updates = new();
    private StubServer _server = null!;

    public Uri Url => _server.Url;

    public IReadOnlyCollection<StoredUpdate> Updates => _updates;

    public Func<string, bool> Takes { get; set; } = _ => true;

    // The status of the response to an update of a link; null for no response.
    public Func<string, HttpStatusCode?> AnswerTo { get; set; } = _ => HttpStatusCode.OK;

    public static async Task<NotionDouble> StartAsync()
    {
        var notion = new NotionDouble();
        notion._server = await StubServer.StartAsync(notion.AnswerAsync);
        return notion;
    }

    public static string CodeOf(string login, string workspace) => $"{workspace}.{login}";

    public static string TokenOf(string login, string workspace) => $"ntn_{CodeOf(login, workspace)}";

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        await (context.Request.Method == "PATCH" ? UpdateAsync(context, body) : TradeAsync(context, body));
    }

    private async Task TradeAsync(HttpContext context, JsonDocument body)
    {
        if (!body.RootElement.TryGetProperty("code", out var code))
        {
            // Every refresh token is rejected, so the grant has to be connected again.
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync("""{"error":"invalid_grant"}""");
            return;
        }
        var names = code.GetString()!.Split('.');
        await context.Response.WriteAsJsonAsync(
            new
            {
                access_token = TokenOf(names[1], names[0]),
                refresh_token = $"nrt_{code}",
                workspace_id = $"workspace-{names[0]}",
                workspace_name = names[0],
                bot_id = $"bot-{code}",
            }
        );
    }

    private async Task UpdateAsync(HttpContext context, JsonDocument body)
    {
        var token = context.Request.Headers.Authorization.ToString()["Bearer ".Length..];
        var uri = body.RootElement.GetProperty("uri").GetString()!;
        var status = Takes(token) ? AnswerTo(uri) : HttpStatusCode.Unauthorized;
        if (status is not { } known)
        {
            await new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
            return;
        }
        if (known == HttpStatusCode.OK)
            _updates.Enqueue(new StoredUpdate(token, uri, body.RootElement.GetRawText()));
        context.Response.StatusCode = (int)known;
    }
}
