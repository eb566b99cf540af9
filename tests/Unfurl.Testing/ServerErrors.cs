using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Unfurl.Testing;

/// <summary>
/// Stands before the whole service and notes every answer that says it failed: whatever is sent to it, none may, unless
/// a test announces it.
/// </summary>
internal sealed class ServerErrors : IStartupFilter
{
    /// <summary>What plays Notion and the demo provider in Development fails on request.</summary>
    private static readonly PathString[] OtherServices = ["/lab/notion", "/demo"];

    private readonly ConcurrentQueue<string> _recorded = new();

    public bool AreExpected { get; set; }

    /// <summary>The answers that nobody announced: method, path and status.</summary>
    public IReadOnlyCollection<string> Unexpected => AreExpected ? [] : _recorded;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Use(RecordAsync);
            next(app);
        };

    private async Task RecordAsync(HttpContext context, RequestDelegate next)
    {
        // Noted now: failing requests are sent to the error page, under its path.
        var request = $"{context.Request.Method} {context.Request.Path}";
        if (OtherServices.Any(party => context.Request.Path.StartsWithSegments(party, StringComparison.Ordinal)))
        {
            await next(context);
            return;
        }
        try
        {
            await next(context);
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            _recorded.Enqueue($"{request}: {exception.GetType().Name} left the service");
            throw;
        }
        if (context.Response.StatusCode >= 500)
            _recorded.Enqueue($"{request}: {context.Response.StatusCode}");
    }
}
