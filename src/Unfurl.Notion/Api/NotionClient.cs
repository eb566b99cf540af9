using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Unfurl.Notion.Attributes;

namespace Unfurl.Notion.Api;

/// <summary>Notion's API, as far as Link Previews use it.</summary>
/// <param name="http">Its base address is the API's root, with a trailing slash.</param>
/// <param name="clientId">The Notion connection's own id.</param>
/// <param name="clientSecret">Its secret.</param>
/// <param name="version">The value of <c>Notion-Version</c>.</param>
/// <param name="time">The clock of the time limit.</param>
public sealed partial class NotionClient(
    HttpClient http,
    string clientId,
    Secret clientSecret,
    string version,
    TimeProvider time
)
{
    /// <summary>A call is given up after this.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>Largest answer that is read, in bytes.</summary>
    public const int MaxResponseBytes = 256 * 1024;

    /// <summary>Notion's ids have 36 characters.</summary>
    private const int MaxIdLength = 200;

    private const int MaxNameLength = 1000;

    /// <summary>The longest wait that an answer may ask for.</summary>
    private static readonly TimeSpan MaxRetryAfter = TimeSpan.FromDays(1);

    /// <summary>Trades the code that Notion gave the browser for the connection's token.</summary>
    /// <param name="code">Notion's code, good for one use within ten minutes.</param>
    /// <param name="accountKey">Identifies the account for good: the same person again has the same key.</param>
    /// <param name="accountName">What the user sees under "My connections".</param>
    /// <param name="cancellationToken">Ends the call.</param>
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

    /// <summary>Trades a refresh token for a new pair; the old refresh token is over then.</summary>
    /// <param name="refreshToken">The latest that Notion gave for the connection.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<ExchangeResult> RefreshAsync(Secret refreshToken, CancellationToken cancellationToken) =>
        RequestTokenAsync(
            JsonContent.Create(
                new RefreshTokenRequest("refresh_token", refreshToken.Reveal()),
                Json.Default.RefreshTokenRequest
            ),
            cancellationToken
        );

    /// <summary>Tells Notion what a preview shows now.</summary>
    /// <param name="accessToken">The token of the connection through which it is shown.</param>
    /// <param name="uri">The link as Notion gave it.</param>
    /// <param name="operations">The <c>operations</c> array as UTF-8 JSON: all attributes, or an error.</param>
    /// <param name="cancellationToken">Ends the call.</param>
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
        var (answer, failure) = await SendAsync(request, ReadUpdateAsync, cancellationToken);
        return answer ?? new UpdateResult.Unavailable(failure!, TimeSpan.Zero);
    }

    private async Task<ExchangeResult> RequestTokenAsync(JsonContent body, CancellationToken cancellationToken)
    {
        var pair = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{clientId}:{clientSecret.Reveal()}"));
        using var request = Request(HttpMethod.Post, "v1/oauth/token", $"Basic {pair}");
        request.Content = body;
        var (answer, failure) = await SendAsync(request, ReadTokenAsync, cancellationToken);
        return answer ?? new ExchangeResult.Unavailable(failure!);
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

    /// <summary>What came of a call, or why nothing did.</summary>
    private async Task<(T? Answer, string? Failure)> SendAsync<T>(
        HttpRequestMessage request,
        Func<HttpResponseMessage, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken
    )
        where T : class
    {
        using var limit = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            return (await read(response, either.Token), null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, "no answer in time");
        }
        catch (HttpRequestException exception)
        {
            return (null, $"{exception.HttpRequestError}");
        }
        catch (JsonException)
        {
            return (null, "an answer that is not the JSON expected");
        }
    }

    private Task<UpdateResult> ReadUpdateAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        return Task.FromResult<UpdateResult>(
            status switch
            {
                >= 200 and < 300 => new UpdateResult.Accepted(),
                401 => new UpdateResult.Unauthorized(),
                404 => new UpdateResult.NotFound(),
                429 => new UpdateResult.RateLimited(RetryAfter(response)),
                529 => new UpdateResult.Overloaded(RetryAfter(response)),
                >= 500 or 408 => new UpdateResult.Unavailable($"HTTP {status}", RetryAfter(response)),
                _ => new UpdateResult.Rejected($"HTTP {status}"),
            }
        );
    }

    /// <summary>Whole seconds by Notion's documentation; a date is another thing that HTTP allows (RFC 9110 §10.2.3).</summary>
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
        if (status is >= 500 or 429)
            return new ExchangeResult.Unavailable($"HTTP {status}");

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        if (status != 200)
        {
            var error = await JsonSerializer.DeserializeAsync(stream, Json.Default.ErrorResponse, cancellationToken);
            return new ExchangeResult.Rejected($"HTTP {status} {LoggableErrorCode(error?.Code ?? error?.Error)}");
        }

        var answer = await JsonSerializer.DeserializeAsync(stream, Json.Default.TokenResponse, cancellationToken);
        if (string.IsNullOrEmpty(answer?.AccessToken) || string.IsNullOrEmpty(answer.WorkspaceId))
            return new ExchangeResult.Unavailable("an answer without access_token or workspace_id");
        if (
            !IsValidName(answer.WorkspaceId, MaxIdLength)
            || !IsValidName(answer.BotId, MaxIdLength)
            || !IsValidName(answer.WorkspaceName, MaxNameLength)
        )
            return new ExchangeResult.Unavailable("an answer with ids or names that are none");
        return new ExchangeResult.Succeeded(
            new NotionToken
            {
                AccessToken = new Secret(answer.AccessToken),
                RefreshToken = string.IsNullOrEmpty(answer.RefreshToken) ? null : new Secret(answer.RefreshToken),
                WorkspaceId = answer.WorkspaceId,
                WorkspaceName = answer.WorkspaceName,
                BotId = answer.BotId,
            }
        );
    }

    /// <summary>Ids and names are kept and shown: what no storage takes, and no page shows, is none.</summary>
    private static bool IsValidName(string? text, int maxLength) =>
        text is null || (text.Length <= maxLength && !text.Any(char.IsControl));

    /// <summary>An error code is a word; anything else is not for our log.</summary>
    private static string LoggableErrorCode(string? text) =>
        text is { Length: <= 50 } && text.All(c => char.IsAsciiLetterLower(c) || c == '_') ? text : "";

    private sealed record ExchangeCodeRequest(string GrantType, string Code, ExternalAccount ExternalAccount);

    private sealed record RefreshTokenRequest(string GrantType, string RefreshToken);

    private sealed record ExternalAccount(string Key, string Name);

    private sealed record TokenResponse(
        string? AccessToken,
        string? RefreshToken,
        string? WorkspaceId,
        string? WorkspaceName,
        string? BotId
    );

    private sealed record ErrorResponse(string? Code, string? Error);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(ExchangeCodeRequest))]
    [JsonSerializable(typeof(RefreshTokenRequest))]
    [JsonSerializable(typeof(TokenResponse))]
    [JsonSerializable(typeof(ErrorResponse))]
    private sealed partial class Json : JsonSerializerContext;
}
