using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Unfurl.Testing;

/// <summary>Records every 5xx response of the service: none may occur unless a test expects it.</summary>
internal sealed class ServerErrors : IStartupFilter
{
    // The simulator and the demo provider fail on request in Development.
    private static readonly PathString[] OtherServices = ["/lab/notion", "/demo"];

    private readonly ConcurrentQueue<string> _recorded = new();

    public bool AreExpected { get; set; }

    public IReadOnlyCollection<string> Unexpected => AreExpected ? [] : _recorded;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Use(RecordAsync);
            next(app);
        };

    private async Task RecordAsync(HttpContext context, RequestDelegate next)
    {
        // Recorded before the request continues: a failing request is re-executed with the path of the error page.
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
