using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Unfurl.Simulator;

/// <summary>The rules that every request to Notion's API must follow.</summary>
internal static class ApiRequest
{
    // HTTP Basic with the client id and secret of the Notion connection (reference page "Create a token").
    public static NotionResponse? CheckClient(HttpRequest request, SimulatorOptions options) =>
        Client(request) is (var id, var secret) && options.IsNotionClient(id, secret)
            ? null
            : NotionResponse.Unauthorized("Basic", "the client id and secret by HTTP Basic are missing or wrong");

    // Null without HTTP Basic.
    public static (string Id, string Secret)? Client(HttpRequest request) =>
        Credential(request, "Basic") is { } credential && Decode(credential) is [var id, var secret]
            ? (id, secret)
            : null;

    public static NotionResponse? CheckHeaders(HttpRequest request, string? expectedVersion) =>
        CheckVersion(request, expectedVersion) ?? CheckMediaType(request);

    // Reference page "Versioning".
    public static NotionResponse? CheckVersion(HttpRequest request, string? expectedVersion)
    {
        var version = request.Headers["Notion-Version"];
        if (version is not [{ Length: > 0 } date])
            return NotionResponse.Reject(400, "missing_version", "the header Notion-Version is missing");
        if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            return NotionResponse.Reject(400, "validation_error", "Notion-Version is not a date");
        if (expectedVersion is not null && date != expectedVersion)
            return NotionResponse.Reject(400, "validation_error", $"Notion-Version is not {expectedVersion}");
        return null;
    }

    // Reference page "Status codes".
    public static NotionResponse? CheckMediaType(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            ? null
            : NotionResponse.Reject(400, "validation_error", "the content type is not application/json");

    // Null if the request uses another scheme or none.
    public static string? Credential(HttpRequest request, string scheme) =>
        request.Headers.Authorization is [{ } header]
        && header.Length > scheme.Length
        && header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
        && header[scheme.Length] == ' '
            ? header[(scheme.Length + 1)..].Trim()
            : null;

    private static string[] Decode(string credential)
    {
        var bytes = new byte[credential.Length];
        return Convert.TryFromBase64String(credential, bytes, out var count)
            ? Encoding.UTF8.GetString(bytes, 0, count).Split(':', 2)
            : [];
    }
}
