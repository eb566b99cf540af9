using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Unfurl.Notion.Attributes;

namespace Unfurl.Notion.Api;

/// <summary>
/// Calls Notion's API for Link Previews. The base address of the HTTP client is the API's root with a trailing slash;
/// the version is the value of <c>Notion-Version</c>.
/// </summary>
public sealed partial class NotionClient(
    HttpClient http,
    string clientId,
    Secret clientSecret,
    string version,
    TimeProvider time
)
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public static readonly TimeSpan RevocationTimeout = TimeSpan.FromSeconds(5);

    // In bytes; larger responses are not read.
    public const int MaxResponseBytes = 256 * 1024;

    // Notion's ids have 36 characters.
    private const int MaxIdLength = 200;

    private const int MaxNameLength = 1000;

    // The longest wait that a response may request.
    public static readonly TimeSpan MaxRetryAfter = TimeSpan.FromDays(1);

    // A code is valid once, within ten minutes. The account key is stable: a user who connects again has the same key.
    // The account name is shown under "My connections".
    public async Task<ExchangeResult> ExchangeCodeAsync(
        string code,
        string accountKey,
        string accountName,
        CancellationToken cancellationToken
    )
    {
        var body = new ExchangeCodeRequest("authorization_code", code, new ExternalAccount(accountKey, accountName));
        return await RequestTokenAsync(JsonContent.Create(body, Json.Default.ExchangeCodeRequest), cancellationToken);
    }

    // Of an ordinary public connection, whose redirect URI stood in the address of the consent page.
    public Task<ExchangeResult> ExchangeCodeAsync(
        string code,
        string redirectUri,
        CancellationToken cancellationToken
    ) =>
        RequestTokenAsync(
            JsonContent.Create(
                new ExchangePublicCodeRequest("authorization_code", code, redirectUri),
                Json.Default.ExchangePublicCodeRequest
            ),
            cancellationToken
        );

    // The old refresh token becomes invalid.
    public Task<ExchangeResult> RefreshAsync(Secret refreshToken, CancellationToken cancellationToken) =>
        RequestTokenAsync(
            JsonContent.Create(
                new RefreshTokenRequest("refresh_token", refreshToken.Reveal()),
                Json.Default.RefreshTokenRequest
            ),
            cancellationToken
        );

    // Ends an access token of the connection, with its refresh token. Not repeated: who disconnects does not wait for it.
    public async Task<Revocation> RevokeAsync(Secret accessToken)
    {
        using var request = ClientRequest("v1/oauth/revoke");
        request.Content = JsonContent.Create(new RevokeRequest(accessToken.Reveal()), Json.Default.RevokeRequest);
        var (result, failure) = await SendAsync<Revocation>(
            request,
            (response, _) =>
                Task.FromResult<Revocation>(
                    response.IsSuccessStatusCode
                        ? new Revocation.Done()
                        : new Revocation.Failed($"HTTP {(int)response.StatusCode}")
                ),
            CancellationToken.None,
            RevocationTimeout
        );
        return result ?? new Revocation.Failed(failure!);
    }

    // The URI is the link as Notion sent it. The operations are a UTF-8 JSON array: all attributes, or an error.
    public async Task<UpdateResult> UpdateAsync(
        Secret accessToken,
        string uri,
        ReadOnlyMemory<byte> operations,
        CancellationToken cancellationToken
    )
    {
        var link = UnfurlBody.Encode(uri);
        var body = new byte[UnfurlBody.LengthOf(link, operations.Span)];
        UnfurlBody.Write(link, operations.Span, body);
        using var request = Request(HttpMethod.Patch, "v1/external/object", $"Bearer {accessToken.Reveal()}");
        request.Content = new ByteArrayContent(body) { Headers = { { "Content-Type", "application/json" } } };
        var (result, failure) = await SendAsync(request, ReadUpdateAsync, cancellationToken);
        return result ?? new UpdateResult.Unavailable(failure!, TimeSpan.Zero);
    }

    private async Task<ExchangeResult> RequestTokenAsync(JsonContent body, CancellationToken cancellationToken)
    {
        using var request = ClientRequest("v1/oauth/token");
        request.Content = body;
        var (result, failure) = await SendAsync(request, ReadTokenAsync, cancellationToken);
        return result ?? new ExchangeResult.Unavailable(failure!);
    }

    private HttpRequestMessage ClientRequest(string path)
    {
        var pair = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{clientId}:{clientSecret.Reveal()}"));
        return Request(HttpMethod.Post, path, $"Basic {pair}");
    }

    private HttpRequestMessage Request(HttpMethod method, string path, string authorization) =>
        new(method, path)
        {
            Headers =
            {
                { "Notion-Version", version },
                { "Accept", "application/json" },
                { "Authorization", authorization },
            },
        };

    // Either a response or a failure.
    private async Task<(T? Response, string? Failure)> SendAsync<T>(
        HttpRequestMessage request,
        Func<HttpResponseMessage, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken,
        TimeSpan? timeout = null
    )
        where T : class
    {
        using var limit = new CancellationTokenSource(timeout ?? Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            return (await read(response, either.Token), null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, "timeout");
        }
        catch (HttpRequestException exception)
        {
            return (null, $"{exception.HttpRequestError}");
        }
        catch (JsonException)
        {
            return (null, "the response is not the expected JSON");
        }
    }

    private async Task<UpdateResult> ReadUpdateAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        return status switch
        {
            >= 200 and < 300 => new UpdateResult.Accepted(),
            401 => new UpdateResult.Unauthorized(),
            404 => new UpdateResult.NotFound(),
            429 when await IsBlockedAsync(response, cancellationToken) => new UpdateResult.Rejected("HTTP 429 blocked"),
            429 => new UpdateResult.RateLimited(RetryAfter(response)),
            529 => new UpdateResult.Overloaded(RetryAfter(response)),
            _ when IsPassing(status) => new UpdateResult.Unavailable($"HTTP {status}", RetryAfter(response)),
            _ => new UpdateResult.Rejected($"HTTP {status}"),
        };
    }

    // Timeouts, failures of Notion, and a conflict with another write at the same moment: the request itself is right.
    private static bool IsPassing(int status) => status is >= 500 or 408 or 409 or 425 or 429;

    // The one reason of a 429 that does not pass.
    private static async Task<bool> IsBlockedAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var error = await JsonSerializer.DeserializeAsync(stream, Json.Default.ErrorResponse, cancellationToken);
            return error?.AdditionalData?.RateLimitReason == "public_api_request_blocked";
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // Notion documents whole seconds; HTTP also allows a date (RFC 9110 §10.2.3).
    private TimeSpan RetryAfter(HttpResponseMessage response)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? header?.Date - time.GetUtcNow() ?? TimeSpan.FromSeconds(1);
        return wait < TimeSpan.Zero ? TimeSpan.Zero
            : wait > MaxRetryAfter ? MaxRetryAfter
            : wait;
    }

    private static async Task<ExchangeResult> ReadTokenAsync(
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        var status = (int)response.StatusCode;
        if (IsPassing(status))
            return new ExchangeResult.Unavailable($"HTTP {status}");

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        if (status != 200)
        {
            var error = await JsonSerializer.DeserializeAsync(stream, Json.Default.ErrorResponse, cancellationToken);
            return new ExchangeResult.Rejected($"HTTP {status} {LoggableErrorCode(error?.Code ?? error?.Error)}");
        }

        var token = await JsonSerializer.DeserializeAsync(stream, Json.Default.TokenResponse, cancellationToken);
        if (string.IsNullOrEmpty(token?.AccessToken) || string.IsNullOrEmpty(token.WorkspaceId))
            return new ExchangeResult.Unavailable("the response has no access_token or workspace_id");
        if (
            !IsValidName(token.WorkspaceId, MaxIdLength)
            || !IsValidName(token.BotId, MaxIdLength)
            || !IsValidName(token.WorkspaceName, MaxNameLength)
        )
            return new ExchangeResult.Unavailable("the response has invalid ids or names");
        return new ExchangeResult.Succeeded(
            new NotionToken
            {
                AccessToken = new Secret(token.AccessToken),
                RefreshToken = string.IsNullOrEmpty(token.RefreshToken) ? null : new Secret(token.RefreshToken),
                WorkspaceId = token.WorkspaceId,
                WorkspaceName = token.WorkspaceName,
                BotId = token.BotId,
            }
        );
    }

    // Ids and names are stored and shown, so control characters and excessive lengths are rejected.
    private static bool IsValidName(string? text, int maxLength) =>
        text is null || (text.Length <= maxLength && !text.Any(char.IsControl));

    // Error codes are lower-case words; any other text is not logged.
    private static string LoggableErrorCode(string? text) =>
        text is { Length: <= 50 } && text.All(c => char.IsAsciiLetterLower(c) || c == '_') ? text : "";

    private sealed record ExchangeCodeRequest(string GrantType, string Code, ExternalAccount ExternalAccount);

    private sealed record ExchangePublicCodeRequest(string GrantType, string Code, string RedirectUri);

    private sealed record RefreshTokenRequest(string GrantType, string RefreshToken);

    private sealed record ExternalAccount(string Key, string Name);

    private sealed record TokenResponse(
        string? AccessToken,
        string? RefreshToken,
        string? WorkspaceId,
        string? WorkspaceName,
        string? BotId
    );

    private sealed record RevokeRequest(string Token);

    private sealed record ErrorResponse(string? Code, string? Error, ErrorData? AdditionalData);

    private sealed record ErrorData(string? RateLimitReason);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(ExchangeCodeRequest))]
    [JsonSerializable(typeof(ExchangePublicCodeRequest))]
    [JsonSerializable(typeof(RefreshTokenRequest))]
    [JsonSerializable(typeof(RevokeRequest))]
    [JsonSerializable(typeof(TokenResponse))]
    [JsonSerializable(typeof(ErrorResponse))]
    private sealed partial class Json : JsonSerializerContext;
}
