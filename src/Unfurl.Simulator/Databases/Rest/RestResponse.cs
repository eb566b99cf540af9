using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Unfurl.Simulator.Databases.Rest;

/// <summary>A response of the REST API. Errors have Notion's format (reference page "Status codes").</summary>
internal sealed record RestResponse(int? Status, string Body, string RequestId) : IResult
{
    public static readonly RestResponse ConnectionReset = new(null, "", "");

    public TimeSpan? RetryAfter { get; init; }

    // RFC 9110 §11.6.1
    public string? Challenge { get; init; }

    // A page of what stands before the API.
    public bool IsHtml { get; init; }

    public static RestResponse Ok(JsonObject json) => new(200, json.ToJsonString(), NewRequestId());

    public static RestResponse OkWithRequestId(JsonObject json)
    {
        var id = NewRequestId();
        json["request_id"] = id;
        return new(200, json.ToJsonString(), id);
    }

    public static RestResponse From(NotionResponse refusal)
    {
        var error = JsonSerializer.Deserialize(refusal.Json.Span, SimulatorJson.Default.NotionError)!;
        return Error(error.Status, error.Code, error.Message);
    }

    public static RestResponse Invalid(string message) => Error(400, "validation_error", message);

    public static RestResponse Restricted() =>
        Error(403, "restricted_resource", "Insufficient permissions for this endpoint.");

    // What is absent and what is not shared is told apart by nobody.
    public static RestResponse NotFound(string kind, string id, SimulatedConnection connection) =>
        Error(
            404,
            "object_not_found",
            $"Could not find {kind} with ID: {id}. Make sure the relevant pages and databases are shared with your "
                + $"integration \"{connection.Name}\"."
        );

    public static RestResponse RateLimited(string reason, TimeSpan? wait) => Failed(new NotionFault(429, wait, reason));

    // What an injected failure is answered with.
    public static RestResponse Failed(NotionFault fault)
    {
        if (fault.Status == NotionFault.ConnectionReset.Status)
            return ConnectionReset;
        if (fault.IsHtml)
        {
            return new(fault.Status, $"<html><body><h1>{fault.Status}</h1></body></html>", "")
            {
                IsHtml = true,
                RetryAfter = fault.RetryAfter,
            };
        }
        var data = new JsonObject();
        if (fault.Reason is not null)
            data["rate_limit_reason"] = fault.Reason;
        if (fault.RetryAfter is { } wait)
            data["retry_after"] = Seconds(wait);
        if (fault.AfterCommit)
            data["retry_guidance"] = "The write may have been saved: read before you write again.";
        var message =
            fault.Status == 429 ? "You have been rate limited. Please try again later." : "an injected failure";
        return Error(fault.Status, fault.Code, message, data) with { RetryAfter = fault.RetryAfter };
    }

    public static RestResponse Error(int status, string code, string message, JsonObject? data = null)
    {
        var id = NewRequestId();
        var body = new JsonObject
        {
            ["object"] = "error",
            ["status"] = status,
            ["code"] = code,
            ["message"] = message,
        };
        if (data is { Count: > 0 })
            body["additional_data"] = data;
        body["request_id"] = id;
        return new(status, body.ToJsonString(), id);
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (Status is not { } status)
        {
            httpContext.Abort();
            return;
        }
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = IsHtml ? "text/html; charset=utf-8" : "application/json; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        if (RequestId.Length > 0)
            response.Headers["x-notion-request-id"] = RequestId;
        if (RetryAfter is { } wait)
            response.Headers.RetryAfter = Seconds(wait);
        if (Challenge is not null)
            response.Headers.WWWAuthenticate = Challenge;
        await response.WriteAsync(Body, httpContext.RequestAborted);
    }

    private static string Seconds(TimeSpan wait) =>
        ((long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    private static string NewRequestId() => new Guid(RandomNumberGenerator.GetBytes(16)).ToString();
}
