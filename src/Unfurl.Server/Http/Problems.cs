using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Unfurl.Server.Http;

/// <summary>Error responses as <c>application/problem+json</c> (RFC 9457).</summary>
internal static class Problems
{
    public static IResult Of(int status, string detail) => new Problem(status, detail);

    // Serialized once, because a client may repeat a rejected request many times.
    private sealed class Problem(int status, string detail) : IResult
    {
        // Without a type, the title is the status's own phrase (RFC 9457 §4.2.1).
        private readonly byte[] _body = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                title = ReasonPhrases.GetReasonPhrase(status),
                status,
                detail,
            }
        );

        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = status;
            response.ContentType = "application/problem+json";
            response.ContentLength = _body.Length;
            var written = response.BodyWriter.WriteAsync(_body, httpContext.RequestAborted);
            return written.IsCompletedSuccessfully ? Task.CompletedTask : written.AsTask();
        }
    }
}
