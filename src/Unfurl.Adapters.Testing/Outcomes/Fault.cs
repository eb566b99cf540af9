using System.Net;
using System.Text;
using Unfurl.Adapters.Testing.Recordings;

namespace Unfurl.Adapters.Testing.Outcomes;

/// <summary>What a fault means, whatever the provider.</summary>
internal enum FaultKind
{
    /// <summary>401.</summary>
    Unauthorized,

    /// <summary>403.</summary>
    Forbidden,

    /// <summary>404.</summary>
    NotFound,

    /// <summary>410, or a redirect: not the thing.</summary>
    Elsewhere,

    /// <summary>429.</summary>
    RateLimited,

    /// <summary>5xx.</summary>
    ServerError,

    /// <summary>200 with what is not the documented answer.</summary>
    BrokenBody,

    /// <summary>No connection, or one that ends.</summary>
    NoAnswer,
}

/// <summary>An answer that stands in for a good one.</summary>
/// <param name="Name">As it stands in a message, e.g. <c>HTTP 404</c>.</param>
/// <param name="Kind">What it means.</param>
/// <param name="Respond">Makes the response.</param>
internal sealed record Fault(string Name, FaultKind Kind, Func<HttpResponseMessage> Respond)
{
    /// <summary>A text of answers, which must not be told on.</summary>
    public const string Text = "unfurl-test-text-of-the-answer";

    private const string Html =
        $"<!DOCTYPE html><html><head><title>{Text}</title></head><body><h1>{Text}</h1></body></html>";

    /// <summary>All that may come in place of an answer.</summary>
    public static IEnumerable<Fault> For(RecordedExchange good, DateTimeOffset now)
    {
        // With the good body: an adapter that does not look at the status takes it.
        yield return Status(401, FaultKind.Unauthorized, good);
        yield return Status(403, FaultKind.Forbidden, good);
        yield return Status(404, FaultKind.NotFound, good);
        yield return Status(410, FaultKind.Elsewhere, good);
        yield return Status(302, FaultKind.Elsewhere, good, ("Location", "/login"));
        yield return Status(429, FaultKind.RateLimited, good, ("Retry-After", "60"));
        yield return Status(429, FaultKind.RateLimited, good, ("Retry-After", now.AddMinutes(1).ToString("R")));
        yield return Status(429, FaultKind.RateLimited, good);
        yield return Status(500, FaultKind.ServerError, good);
        yield return new(
            "HTTP 502 with a page",
            FaultKind.ServerError,
            () => Response(HttpStatusCode.BadGateway, Html, "text/html")
        );
        foreach (var (name, body) in BrokenJson.InsteadOf(good.Body))
            yield return new(
                $"HTTP 200 with {name}",
                FaultKind.BrokenBody,
                () => Response(HttpStatusCode.OK, body, "application/json")
            );
        if (BrokenJson.IsJson(good.Body))
            yield return new(
                "HTTP 200 with a page",
                FaultKind.BrokenBody,
                () => Response(HttpStatusCode.OK, Html, "text/html")
            );
        yield return new(
            "no connection",
            FaultKind.NoAnswer,
            () => throw new HttpRequestException(HttpRequestError.ConnectionError, "no connection")
        );
        yield return new(
            "no answer in time",
            FaultKind.NoAnswer,
            () => throw new TaskCanceledException("timeout", new TimeoutException())
        );
        // Nobody needs what stands in a redirect.
        if (good.Body.Length > 0 && (int)good.Status is not (>= 300 and <= 399))
            yield return new("an answer that ends early", FaultKind.NoAnswer, () => CutOff(good));
    }

    private static Fault Status(
        int status,
        FaultKind kind,
        RecordedExchange good,
        params (string Name, string Value)[] headers
    )
    {
        var name = headers is [var (header, value)] ? $"HTTP {status} with {header}: {value}" : $"HTTP {status}";
        return new(
            name,
            kind,
            () =>
            {
                var response = Response((HttpStatusCode)status, good.Body, "application/json");
                response.Content.Headers.ContentType = good.Respond().Content.Headers.ContentType;
                foreach (var (header, value) in headers)
                    response.Headers.TryAddWithoutValidation(header, value);
                return response;
            }
        );
    }

    private static HttpResponseMessage Response(HttpStatusCode status, string body, string type) =>
        Response(status, Encoding.UTF8.GetBytes(body), type);

    private static HttpResponseMessage Response(HttpStatusCode status, byte[] body, string type)
    {
        var response = new HttpResponseMessage(status) { Content = new ByteArrayContent(body) };
        response.Content.Headers.ContentType = new(type) { CharSet = "utf-8" };
        return response;
    }

    private static HttpResponseMessage CutOff(RecordedExchange good)
    {
        var response = good.Respond();
        var whole = response.Content;
        response.Content = new StreamContent(new CutOffStream(good.Body[..(good.Body.Length / 2)]));
        response.Content.Headers.ContentType = whole.Headers.ContentType;
        return response;
    }
}
