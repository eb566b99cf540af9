using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Unfurl.Notion.Api;

/// <summary>Reads the responses of Notion's REST API, and its errors as <see cref="ApiFailure"/>.</summary>
internal sealed partial class RestResponses(TimeProvider time)
{
    private const int MaxDetail = 300;

    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(1);

    public async Task<ApiResult<T>> ReadAsync<T>(
        HttpResponseMessage response,
        Func<JsonElement, T?> read,
        CancellationToken cancellationToken
    )
        where T : class
    {
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            if (!response.IsSuccessStatusCode)
                return FailureOf(response, await ReadErrorAsync(stream, cancellationToken));
            using var json = await JsonDocument.ParseAsync(stream, default, cancellationToken);
            // What is kept of it outlives the document.
            return read(json.RootElement.Clone()) is { } value
                ? value
                : Lost("Notion's answer is not what its API describes");
        }
        // The latter for half a pair of surrogates in the name of a member.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return Lost("Notion's answer is not JSON");
        }
    }

    // A write may have been stored.
    public static ApiFailure Lost(string detail) => new(ApiFailureKind.Unavailable, detail) { MayHaveArrived = true };

    private ApiFailure FailureOf(HttpResponseMessage response, RestError? error)
    {
        var status = (int)response.StatusCode;
        var kind = status switch
        {
            401 => ApiFailureKind.Unauthorized,
            403 => ApiFailureKind.NotAllowed,
            404 => ApiFailureKind.NotFound,
            409 => ApiFailureKind.Conflict,
            429 => LimitOf(error?.AdditionalData?.RateLimitReason),
            529 => ApiFailureKind.Overloaded,
            408 or 425 or >= 500 => ApiFailureKind.Unavailable,
            _ => ApiFailureKind.Invalid,
        };
        // The edge answers by itself, in HTML, and means nothing that the API's own codes mean.
        if (error?.Code is null && kind is not (ApiFailureKind.ConnectionLimited or ApiFailureKind.Overloaded))
            kind = ApiFailureKind.Unavailable;
        return new(kind, Shorten(error?.Message) ?? string.Create(CultureInfo.InvariantCulture, $"HTTP {status}"))
        {
            Wait = WaitOf(response, error, kind),
            MayHaveArrived = status >= 500,
        };
    }

    private static ApiFailureKind LimitOf(string? reason) =>
        reason switch
        {
            "public_api_request_blocked" => ApiFailureKind.Blocked,
            "public_api_space_request_rate_limit" => ApiFailureKind.WorkspaceLimited,
            _ => ApiFailureKind.ConnectionLimited,
        };

    // Whole seconds in Notion's documentation; HTTP also allows a date (RFC 9110 §10.2.3). The body repeats it as text.
    private TimeSpan WaitOf(HttpResponseMessage response, RestError? error, ApiFailureKind kind)
    {
        var header = response.Headers.RetryAfter;
        var told =
            header?.Delta
            ?? header?.Date - time.GetUtcNow()
            ?? (
                double.TryParse(
                    error?.AdditionalData?.RetryAfter,
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var seconds
                )
                    ? TimeSpan.FromSeconds(Math.Min(seconds, NotionClient.MaxRetryAfter.TotalSeconds))
                    : null
            );
        var wait =
            told
            ?? (
                kind is ApiFailureKind.ConnectionLimited or ApiFailureKind.WorkspaceLimited or ApiFailureKind.Overloaded
                    ? DefaultWait
                    : TimeSpan.Zero
            );
        return wait < TimeSpan.Zero ? TimeSpan.Zero
            : wait > NotionClient.MaxRetryAfter ? NotionClient.MaxRetryAfter
            : wait;
    }

    private static async Task<RestError?> ReadErrorAsync(Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(stream, RestJson.Default.RestError, cancellationToken);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Shorten(string? message) =>
        string.IsNullOrWhiteSpace(message)
            ? null
            : new string([.. message.Where(c => !char.IsControl(c) && !char.IsSurrogate(c)).Take(MaxDetail)]);

    private sealed record RestError(string? Code, string? Message, RestErrorData? AdditionalData);

    // Numbers and texts occur.
    private sealed record RestErrorData(
        string? RateLimitReason,
        [property: JsonConverter(typeof(TextOrNumber))] string? RetryAfter
    );

    private sealed class TextOrNumber : JsonConverter<string?>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String)
                return reader.GetString();
            var text =
                reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number)
                    ? number.ToString(CultureInfo.InvariantCulture)
                    : null;
            reader.Skip();
            return text;
        }

        public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value);
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(RestError))]
    private sealed partial class RestJson : JsonSerializerContext;
}
