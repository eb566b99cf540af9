using System.Net;
using System.Text.Json;

namespace Unfurl.IntegrationTests.Fixtures;

/// <summary>An answer of the service to a program.</summary>
public sealed record ReceivedResponse(
    HttpStatusCode Status,
    string Body,
    string MediaType,
    string CacheControl,
    string Challenge
)
{
    /// <summary>Where it sends a browser.</summary>
    public Uri? Location { get; private init; }

    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>A member of the body that is a string.</summary>
    public string this[string member] => Json.GetProperty(member).GetString()!;

    public static async Task<ReceivedResponse> ReadAsync(HttpResponseMessage response) =>
        new(
            response.StatusCode,
            await response.Content.ReadAsStringAsync(),
            response.Content.Headers.ContentType?.MediaType ?? "",
            response.Headers.CacheControl?.ToString() ?? "",
            response.Headers.WwwAuthenticate.ToString()
        )
        {
            Location = response.Headers.Location,
        };
}
