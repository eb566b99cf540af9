using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace Unfurl.Server.Updates.Webhooks;

/// <summary>
/// Reads whole bodies, which signatures cover. Senders are not authenticated yet, so large bodies and the time are
/// limited.
/// </summary>
internal sealed class WebhookBodyReader(TimeProvider time)
{
    // https://docs.github.com/en/webhooks/webhook-events-and-payloads#payload-cap
    public const int MaxBytes = 25 * 1024 * 1024;

    // Providers wait less: https://docs.github.com/en/webhooks/using-webhooks/best-practices-for-using-webhooks
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private const int MaxSmallBytes = 1024 * 1024;
    private const int MaxLargeBodies = 4;
    private const int ChunkBytes = 64 * 1024;

    private int _large;

    public async Task<WebhookBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = MaxBytes;
        using var limit = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var bytes = new ArrayBufferWriter<byte>(ChunkBytes);
        var body = new WebhookBody(() => Interlocked.Decrement(ref _large));
        try
        {
            while (await request.Body.ReadAsync(bytes.GetMemory(ChunkBytes), either.Token) is > 0 and var count)
            {
                bytes.Advance(count);
                if (bytes.WrittenCount <= MaxSmallBytes || body.IsLarge)
                    continue;
                body.IsLarge = true;
                if (Interlocked.Increment(ref _large) > MaxLargeBodies)
                    return body.Reject(503, WebhookRejections.TooManyLargeBodies);
            }
            body.Bytes = bytes.WrittenMemory;
            return body;
        }
        catch (BadHttpRequestException exception)
        {
            return body.Reject(
                exception.StatusCode,
                exception.StatusCode == StatusCodes.Status413PayloadTooLarge
                    ? WebhookRejections.BodyTooLarge
                    : WebhookRejections.BodyIncomplete
            );
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return body.Reject(StatusCodes.Status408RequestTimeout, WebhookRejections.BodyIncomplete);
        }
        catch
        {
            // The sender disconnected, so no caller disposes the body.
            body.Dispose();
            throw;
        }
    }
}

/// <summary>A delivery's body, or the reason for its rejection. Disposing it frees its slot for large bodies.</summary>
internal sealed class WebhookBody(Action releaseSlot) : IDisposable
{
    public ReadOnlyMemory<byte> Bytes { get; set; }

    /// <summary>Whether the body occupies a slot for large bodies.</summary>
    public bool IsLarge { get; set; }

    /// <summary>Null when the body was read.</summary>
    public (int Status, string Reason)? Rejection { get; private set; }

    public WebhookBody Reject(int status, string reason)
    {
        Rejection = (status, reason);
        return this;
    }

    public void Dispose()
    {
        if (IsLarge)
            releaseSlot();
        IsLarge = false;
    }
}
