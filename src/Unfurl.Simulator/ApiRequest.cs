using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Unfurl.Simulator;

/// <summary>What every request to Notion's API must bring along.</summary>
internal static class ApiRequest
{
    /// <summary>HTTP Basic with the connection's pair (reference page "Create a token").</summary>
    public static NotionResponse? CheckClient(HttpRequest request, SimulatorOptions options) =>
        Credential(request, "Basic") is { } credential
        && Decode(credential) is [var id, var secret]
        && options.IsNotionClient(id, secret)
            ? null
            : NotionResponse.Unauthorized("Basic", "the client id and secret by HTTP Basic are missing or wrong");

    /// <summary>Notion-Version and a JSON body.</summary>
    public static NotionResponse? CheckHeaders(HttpRequest request, string? expectedVersion) =>
        CheckVersion(request, expectedVersion) ?? CheckMediaType(request);

    /// <summary>Reference page "Versioning".</summary>
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

    /// <summary>Reference page "Status codes".</summary>
    public static NotionResponse? CheckMediaType(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            ? null
            : NotionResponse.Reject(400, "validation_error", "the content type is not application/json");

    /// <summary>What follows the scheme in the Authorization header; null when it is another scheme or none.</summary>
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
