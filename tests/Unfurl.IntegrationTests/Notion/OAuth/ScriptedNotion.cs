using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Unfurl.IntegrationTests.Notion.OAuth;

/// <summary>Notion's token endpoints with given answers; records the revoked tokens.</summary>
internal sealed class ScriptedNotion : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _answers = new();
    private readonly ConcurrentQueue<Revocation> _revocations = new();
    private StubServer _server = null!;

    public Uri Url => _server.Url;

    // How it answers a revocation.
    public RequestDelegate Revoke { get; set; } = context => context.Response.WriteAsync("{}");

    public IReadOnlyCollection<Revocation> Revocations => _revocations;

    public IEnumerable<string?> RevokedTokens => _revocations.Select(revocation => revocation.Token);

    // Before the next exchange is answered.
    public Func<Task> OnExchange { get; set; } = () => Task.CompletedTask;

    public static async Task<ScriptedNotion> StartAsync()
    {
        var notion = new ScriptedNotion();
        notion._server = await StubServer.StartAsync(notion.AnswerAsync);
        return notion;
    }

    // A null bot leaves out the member.
    public void Issue(string token, string workspace, string? bot, string? refreshToken = null) =>
        _answers.Enqueue(
            JsonSerializer.Serialize(
                new Dictionary<string, string?>
                {
                    ["access_token"] = token,
                    ["refresh_token"] = refreshToken,
                    ["workspace_id"] = workspace,
                    ["workspace_name"] = workspace,
                    ["bot_id"] = bot,
                }
            )
        );

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/v1/oauth/token")
        {
            await OnExchange();
            _answers.TryDequeue(out var answer).ShouldBeTrue();
            await context.Response.WriteAsync(answer!);
            return;
        }
        context.Request.Path.Value.ShouldBe("/v1/oauth/revoke");
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        _revocations.Enqueue(
            new(
                context.Request.Method,
                $"{context.Request.Headers.Authorization}",
                $"{context.Request.Headers["Notion-Version"]}",
                $"{context.Request.ContentType}",
                body.RootElement.EnumerateObject().Single() is { Name: "token" } token ? token.Value.GetString() : null
            )
        );
        await Revoke(context);
    }

    internal sealed record Revocation(
        string Method,
        string Authorization,
        string Version,
        string ContentType,
        string? Token
    );
}
