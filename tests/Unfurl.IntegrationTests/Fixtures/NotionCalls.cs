using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Unfurl.IntegrationTests.Fixtures;

/// <summary>Sends Notion's requests to the service, with optional errors.</summary>
public sealed class NotionCalls(TestHost host)
{
    public string RedirectUri => host.Notion.Options.RedirectUri.AbsoluteUri;

    // A null value removes the parameter.
    public Task<ReceivedResponse> RedeemAsync(string code, params (string Name, string? Value)[] changes) =>
        TokenAsync([("grant_type", "authorization_code"), ("code", code)], changes);

    public Task<ReceivedResponse> RefreshAsync(string refreshToken, params (string Name, string? Value)[] changes) =>
        TokenAsync([("grant_type", "refresh_token"), ("refresh_token", refreshToken)], changes);

    public Task<ReceivedResponse> RefreshAsync(
        string refreshToken,
        string authorization,
        params (string Name, string? Value)[] changes
    ) => TokenAsync([("grant_type", "refresh_token"), ("refresh_token", refreshToken)], changes, authorization);

    public Task<ReceivedResponse> PostTokenAsync(HttpContent? body, string? authorization = null) =>
        SendAsync(HttpMethod.Post, "/notion/token", body, authorization);

    public Task<ReceivedResponse> UnfurlAsync(string accessToken, string uri) =>
        SendAsync(HttpMethod.Post, "/unfurl", Json(new { uri }), $"Bearer {accessToken}");

    public Task<ReceivedResponse> DeleteGrantAsync(object body) =>
        SendAsync(HttpMethod.Delete, "/notion/deletion", Json(body), null);

    public async Task<ReceivedResponse> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? body,
        string? authorization
    )
    {
        using var client = host.Service.CreateClient();
        using var request = new HttpRequestMessage(method, path) { Content = body };
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await client.SendAsync(request);
        return await ReceivedResponse.ReadAsync(response);
    }

    public static StringContent Json(object body) =>
        new(JsonSerializer.Serialize(body), new MediaTypeHeaderValue("application/json"));

    public static ByteArrayContent Raw(string mediaType, string body) => Raw(mediaType, Encoding.UTF8.GetBytes(body));

    public static ByteArrayContent Raw(string mediaType, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        return content;
    }

    public static string Basic(string id, string secret) =>
        $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(id)}:{Uri.EscapeDataString(secret)}"))}";

    private Task<ReceivedResponse> TokenAsync(
        (string Name, string? Value)[] fields,
        (string Name, string? Value)[] changes,
        string? authorization = null
    )
    {
        (string Name, string? Value)[] form =
        [
            .. fields,
            ("redirect_uri", RedirectUri),
            ("client_id", TestSettings.ClientId),
            ("client_secret", TestSettings.ClientSecret),
        ];
        var changed = form.Where(field => changes.All(change => change.Name != field.Name)).Concat(changes);
        return PostTokenAsync(
            new FormUrlEncodedContent(
                changed
                    .Where(field => field.Value is not null)
                    .Select(field => new KeyValuePair<string, string>(field.Name, field.Value!))
            ),
            authorization
        );
    }
}
