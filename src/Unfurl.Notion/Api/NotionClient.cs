using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

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
    public const int MaxAnswerBytes = 256 * 1024;

    /// <summary>Notion's ids have 36 characters.</summary>
    private const int MaxId = 200;

    private const int MaxName = 1000;

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
        using var limit = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var request = ExchangeRequest(code, accountKey, accountName);
            using var response = await http.SendAsync(request, either.Token);
            return await ReadAsync(response, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ExchangeResult.Unavailable("no answer in time");
        }
        catch (HttpRequestException exception)
        {
            return new ExchangeResult.Unavailable($"{exception.HttpRequestError}");
        }
        catch (JsonException)
        {
            return new ExchangeResult.Unavailable("an answer that is not the JSON expected");
        }
    }

    private HttpRequestMessage ExchangeRequest(string code, string accountKey, string accountName)
    {
        var pair = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{clientId}:{clientSecret.Reveal()}"));
        var body = new ExchangeBody("authorization_code", code, new ExternalAccount(accountKey, accountName));
        return new HttpRequestMessage(HttpMethod.Post, "v1/oauth/token")
        {
            Headers =
            {
                { "Notion-Version", version },
                { "Accept", "application/json" },
                { "Authorization", $"Basic {pair}" },
            },
            Content = JsonContent.Create(body, Json.Default.ExchangeBody),
        };
    }

    private static async Task<ExchangeResult> ReadAsync(
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
            var error = await JsonSerializer.DeserializeAsync(stream, Json.Default.ErrorAnswer, cancellationToken);
            return new ExchangeResult.Refused($"HTTP {status} {Word(error?.Code ?? error?.Error)}");
        }

        var answer = await JsonSerializer.DeserializeAsync(stream, Json.Default.TokenAnswer, cancellationToken);
        if (string.IsNullOrEmpty(answer?.AccessToken) || string.IsNullOrEmpty(answer.WorkspaceId))
            return new ExchangeResult.Unavailable("an answer without access_token or workspace_id");
        if (
            !IsName(answer.WorkspaceId, MaxId)
            || !IsName(answer.BotId, MaxId)
            || !IsName(answer.WorkspaceName, MaxName)
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
    private static bool IsName(string? text, int maxLength) =>
        text is null || (text.Length <= maxLength && !text.Any(char.IsControl));

    /// <summary>An error code is a word; anything else is not for our log.</summary>
    private static string Word(string? text) =>
        text is { Length: <= 50 } && text.All(c => char.IsAsciiLetterLower(c) || c == '_') ? text : "";

    private sealed record ExchangeBody(string GrantType, string Code, ExternalAccount ExternalAccount);

    private sealed record ExternalAccount(string Key, string Name);

    private sealed record TokenAnswer(
        string? AccessToken,
        string? RefreshToken,
        string? WorkspaceId,
        string? WorkspaceName,
        string? BotId
    );

    private sealed record ErrorAnswer(string? Code, string? Error);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(ExchangeBody))]
    [JsonSerializable(typeof(TokenAnswer))]
    [JsonSerializable(typeof(ErrorAnswer))]
    private sealed partial class Json : JsonSerializerContext;
}
