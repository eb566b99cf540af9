using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Unfurl.Simulator;

/// <summary>A response of Notion's API. Errors have Notion's format (reference page "Status codes").</summary>
internal sealed record NotionResponse(int? Status, ReadOnlyMemory<byte> Json) : IResult
{
    public static readonly NotionResponse ConnectionReset = new(null, default);

    // The service's mistakes; empty for success and for injected failures.
    public IReadOnlyList<string> Violations { get; init; } = [];

    public TimeSpan? RetryAfter { get; init; }

    // RFC 9110 §11.6.1
    public string? Challenge { get; init; }

    public static NotionResponse Ok(ReadOnlyMemory<byte> json) => new(StatusCodes.Status200OK, json);

    // The service made a mistake.
    public static NotionResponse Reject(int status, string code, params IReadOnlyList<string> reasons) =>
        new(status, Body(status, code, string.Join("; ", reasons))) { Violations = reasons };

    public static NotionResponse Unauthorized(string challenge, string reason) =>
        Reject(StatusCodes.Status401Unauthorized, "unauthorized", reason) with
        {
            Challenge = challenge,
        };

    // A failure without a mistake of the service.
    public static NotionResponse Fail(
        int status,
        string code,
        string message,
        TimeSpan? retryAfter = null,
        string? rateLimitReason = null
    ) => new(status, Body(status, code, message, rateLimitReason)) { RetryAfter = retryAfter };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (Status is not { } status)
        {
            httpContext.Abort();
            return;
        }
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        if (Challenge is not null)
            response.Headers.WWWAuthenticate = Challenge;
        if (RetryAfter is { } wait)
            response.Headers.RetryAfter = ((long)Math.Ceiling(wait.TotalSeconds)).ToString(
                CultureInfo.InvariantCulture
            );
        await response.Body.WriteAsync(Json, httpContext.RequestAborted);
    }

    private static byte[] Body(int status, string code, string message, string? rateLimitReason = null) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new NotionError("error", status, code, message)
            {
                AdditionalData = rateLimitReason is null ? null : new(rateLimitReason),
            },
            SimulatorJson.Default.NotionError
        );
}

internal sealed record NotionError(string Object, int Status, string Code, string Message)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NotionErrorData? AdditionalData { get; init; }
}

internal sealed record NotionErrorData(string RateLimitReason);
