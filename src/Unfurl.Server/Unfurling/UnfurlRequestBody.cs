using System.Buffers;
using System.Text.Json;

namespace Unfurl.Server.Unfurling;

/// <summary>Reads <c>{"uri": "…"}</c>.</summary>
internal static class UnfurlRequestBody
{
    /// <summary>Largest accepted body, in bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>The link, or the status and reason to answer with.</summary>
    public static async Task<Reading> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
            return Reading.Failed(
                StatusCodes.Status415UnsupportedMediaType,
                "The body must be declared as application/json."
            );
        var buffer = ArrayPool<byte>.Shared.Rent(MaxBytes + 1);
        try
        {
            var room = buffer.AsMemory(0, MaxBytes + 1);
            var length = await request.Body.ReadAtLeastAsync(
                room,
                room.Length,
                throwOnEndOfStream: false,
                cancellationToken
            );
            return length > MaxBytes
                ? Reading.Failed(
                    StatusCodes.Status413PayloadTooLarge,
                    $"The body must not be larger than {MaxBytes} bytes."
                )
                : Parse(room[..length]);
        }
        catch (BadHttpRequestException exception)
        {
            return Reading.Failed(exception.StatusCode, "The body could not be read.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Reading Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (
                document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("uri"u8, out var uri)
                && uri is { ValueKind: JsonValueKind.String }
                && uri.GetString() is { Length: > 0 } text
            )
                return new Reading(text, 0, "");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or a string with a lone surrogate: the same to whoever sent it.
        }
        return Reading.Failed(
            StatusCodes.Status400BadRequest,
            "The body must be a JSON object with a non-empty string \"uri\"."
        );
    }

    internal sealed record Reading(string? Uri, int Status, string Problem)
    {
        public static Reading Failed(int status, string problem) => new(null, status, problem);
    }
}
