using System.Net;
using System.Text;

namespace Unfurl.Tests.GitHub;

/// <summary>Returns configured responses and records the bodies of requests.</summary>
internal sealed class StubHttpHandler(Func<HttpRequestMessage, HttpResponseMessage> respond) : HttpMessageHandler
{
    public List<HttpRequestMessage> Requests { get; } = [];

    public List<string> Bodies { get; } = [];

    public static StubHttpHandler Json(
        string body,
        HttpStatusCode status = HttpStatusCode.OK,
        params (string, string)[] headers
    ) => new(_ => Response(status, body, "application/json", headers));

    // A null REST response means that REST must not be called.
    public static StubHttpHandler Json(string graphQL, string? rest) =>
        new(request =>
            Response(
                HttpStatusCode.OK,
                request.Method == HttpMethod.Post
                    ? graphQL
                    : rest ?? throw new InvalidOperationException($"REST was asked: {request.RequestUri}"),
                "application/json",
                []
            )
        );

    public static StubHttpHandler Html(HttpStatusCode status, params (string, string)[] headers) =>
        new(_ => Response(status, "<html><body>Unicorn!</body></html>", "text/html", headers));

    public HttpResponseMessage Respond(HttpRequestMessage request) => respond(request);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        lock (Requests)
        {
            Requests.Add(request);
            Bodies.Add(body);
        }
        return respond(request);
    }

    private static HttpResponseMessage Response(
        HttpStatusCode status,
        string body,
        string type,
        (string, string)[] headers
    )
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, type) };
        foreach (var (name, value) in headers)
            response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }
}
