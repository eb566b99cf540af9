using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Unfurl.Tests.Simulator.Checks;

internal sealed partial class FaultyService
{
    private const int MaxBytes = 64 * 1024;

    private async Task<IResult> UnfurlAsync(HttpContext context)
    {
        var request = context.Request;
        if (Authenticate(request) is { } rejection)
            return rejection;
        if (!request.HasJsonContentType() && !Breaks("unfurl.media-type"))
            return Json(415, "{}");
        if (request.ContentLength > MaxBytes)
            return Json(Breaks("unfurl.large-body") ? 500 : 413, "{}");
        if (await ReadAsync(request) is not { } body)
            return Json(Breaks("unfurl.malformed-body") ? 500 : 400, "{}");
        if (Breaks("unfurl.unknown-members") && body.RootElement.EnumerateObject().Count() > 1)
            return Json(400, "{}");
        return Respond(body.RootElement.GetProperty("uri").GetString()!);
    }

    private async Task<IResult> DeletePreviewAsync(HttpContext context)
    {
        if (!Breaks("unfurl.delete-bearer-needed") && Authenticate(context.Request) is { } rejection)
            return rejection;
        using var body = await ReadAsync(context.Request);
        return Json(
            body is null ? 400
                : Breaks("unfurl.delete") ? 501
                : 200,
            "{}"
        );
    }

    private IResult? Authenticate(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
            return Breaks("unfurl.bearer-needed") && request.Method == "POST"
                ? Json(403, "{}")
                : new Unauthorized("Bearer");
        var token = header["Bearer ".Length..];
        if (_tokens.TryGetValue(token, out var grant))
            return IsEarlier(token, grant) && Breaks("refresh.earlier-token") ? Json(500, "{}") : null;
        if (Breaks("unfurl.invalid-token") && token.StartsWith("a-token", StringComparison.Ordinal))
            return Json(403, "{}");
        return new Unauthorized(
            Breaks("unfurl.invalid-token-error") ? "Bearer realm=\"Acme\"" : "Bearer error=\"invalid_token\""
        );
    }

    private bool IsEarlier(string token, string grant) =>
        _tokens.Any(pair => pair.Value == grant && Number(pair.Key) > Number(token));

    private static int Number(string token) => int.Parse(token.Split('-')[1]);

    private static async Task<JsonDocument?> ReadAsync(HttpRequest request)
    {
        try
        {
            var document = await JsonDocument.ParseAsync(request.Body);
            return document.RootElement.TryGetProperty("uri", out var uri) && uri.GetString() is { Length: > 0 }
                ? document
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private IResult Respond(string uri)
    {
        if (Breaks("unfurl.odd-uri") && !Uri.TryCreate(uri, UriKind.Absolute, out _))
            return Json(500, "{}");
        if (Breaks("unfurl.odd-uri/preview") && uri.StartsWith("javascript:", StringComparison.Ordinal))
            return Card(uri);
        var isKnown = uri.StartsWith("https://acme.example/items/", StringComparison.Ordinal);
        if (uri == VisibleLink)
            return Card(uri);
        if (uri == HiddenLink && Breaks("unfurl.hidden-link"))
            return Broken(uri, 403, "This is not for you.");
        if (uri == HiddenLink && Breaks("unfurl.hidden-link/shown"))
            return Card(uri);
        if (uri.Contains(".invalid/", StringComparison.Ordinal) && Breaks("unfurl.foreign-link"))
            return Card(uri);
        if (uri == MissingLink && Breaks("unfurl.missing-link"))
            return Json(200, $$"""{"uri":"{{uri}}","operations":[]}""");
        if (uri == MissingLink && Breaks("unfurl.missing-link/status"))
            return Json(404, "{}");
        if (isKnown && Breaks("unfurl.error-message"))
            return Broken(uri, 404, uri == HiddenLink ? $"There is no {MissingLink}" : $"There is no {uri}");
        return Broken(uri, 404, "There is no such item.");
    }

    private IResult Card(string uri)
    {
        if (Breaks("unfurl.time"))
            _clock.Advance(TimeSpan.FromSeconds(6));
        if (Breaks("unfurl.answer"))
            return Results.Text("<p>Hello</p>", "text/html");
        if (Breaks("unfurl.answer/json"))
            return Json(200, "Hello");
        var echoed = Breaks("unfurl.uri") ? $"{uri}/" : uri;
        var title = Breaks("unfurl.title") ? "" : Attributes.Title;
        var developer = Breaks("unfurl.developer")
            ? Attributes.Developer.Replace("Developer Name", "Developer", StringComparison.Ordinal)
            : Attributes.Developer;
        var more =
            Breaks("unfurl.attributes") ? Attributes.Inline("plain_text", """{"value":"x","section":"entity"}""")
            : Breaks("unfurl.size")
                ? Attributes.Inline("plain_text", $$"""{"value":"{{new string('x', 600_000)}}","section":"body"}""")
            : "";
        if (Breaks("unfurl.attributes/error"))
            return Broken(uri, 404, "There is no such item.");
        var all = new[] { title, developer, more }.Where(attribute => attribute.Length > 0);
        return Json(200, $$"""{"uri":"{{echoed}}","operations":[{{Attributes.Set([.. all])}}]}""");
    }

    private static IResult Broken(string uri, int status, string message) =>
        Json(
            200,
            $$$"""{"uri":{{{JsonSerializer.Serialize(uri)}}},"operations":[{"path":["error"],"set":{"status":{{{status}}},"message":"{{{message}}}"}}]}"""
        );

    private sealed record Unauthorized(string Challenge) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = 401;
            httpContext.Response.Headers.WWWAuthenticate = Challenge;
            return Task.CompletedTask;
        }
    }
}
