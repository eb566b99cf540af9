using System.Text.Json;

namespace Unfurl.IntegrationTests.Fixtures;

public sealed record ReceivedResponse(
    HttpStatusCode Status,
    string Body,
    string MediaType,
    string CacheControl,
    string Challenge
)
{
    public Uri? Location { get; private init; }

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

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
