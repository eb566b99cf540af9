using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Unfurl.Notion.Api;
using Unfurl.Testing.Notion;

namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>Between the service and Notion: a test reads what is sent, comes in between, and answers in Notion's place.</summary>
internal sealed class NotionWire
{
    private readonly ConcurrentQueue<DescribedCall> _calls = new();
    private int _pending;

    // In the order in which they were sent.
    public IReadOnlyList<DescribedCall> Calls => [.. _calls];

    // How many requests have no answer yet.
    public int Pending => Volatile.Read(ref _pending);

    // Runs before a request is sent. What it returns is the answer; null asks Notion.
    public Func<WireRequest, CancellationToken, Task<HttpResponseMessage?>> Before { get; set; } = AsksNotion;

    public static Task<HttpResponseMessage?> AsksNotion(WireRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<HttpResponseMessage?>(null);

    // Runs after Notion's answer. What it returns takes its place.
    public Func<WireRequest, HttpResponseMessage, HttpResponseMessage> After { get; set; } = (_, answer) => answer;

    // The next requests that a condition holds for meet an action, before they are sent.
    public void Meet(Func<WireRequest, bool> condition, Action action, int times = 1)
    {
        var left = times;
        Before = (request, _) =>
        {
            if (condition(request) && Interlocked.Decrement(ref left) >= 0)
                action();
            return Task.FromResult<HttpResponseMessage?>(null);
        };
    }

    // All requests that a condition holds for get this answer.
    public void Answer(Func<WireRequest, bool> condition, Func<WireRequest, HttpResponseMessage> answer) =>
        Before = (request, _) => Task.FromResult(condition(request) ? answer(request) : null);

    public static HttpResponseMessage Json(int status, string json, string type = "application/json") =>
        new((HttpStatusCode)status) { Content = new StringContent(json, Encoding.UTF8, type) };

    public static HttpResponseMessage Error(int status, string code) =>
        Json(status, $$"""{"object":"error","status":{{status}},"code":"{{code}}","message":"{{code}}"}""");

    public void Attach(IServiceCollection services) =>
        services.AddHttpClient(nameof(NotionRestClient)).AddHttpMessageHandler(() => new Handler(this));

    private sealed class Handler(NotionWire wire) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            var path = request.RequestUri!.PathAndQuery;
            wire._calls.Enqueue(new(request.Method.Method, path, body));
            var seen = new WireRequest(
                request.Method.Method,
                path,
                body,
                request.Headers.Authorization?.Parameter ?? ""
            );
            Interlocked.Increment(ref wire._pending);
            try
            {
                return await wire.Before(seen, cancellationToken)
                    ?? wire.After(seen, await base.SendAsync(request, cancellationToken));
            }
            finally
            {
                Interlocked.Decrement(ref wire._pending);
            }
        }
    }
}

/// <summary>A request of the service; the path starts with <c>/v1</c>.</summary>
internal sealed record WireRequest(string Method, string Path, string Body, string Token)
{
    public bool IsWrite => Method == "PATCH";

    public bool IsQuery => Path.Contains("/query", StringComparison.Ordinal);

    // A query for changed or for all rows.
    public bool IsScan => IsQuery && Body.Contains("on_or_after", StringComparison.Ordinal);

    public bool IsOf(string id) => Path.Contains(id, StringComparison.Ordinal);
}
