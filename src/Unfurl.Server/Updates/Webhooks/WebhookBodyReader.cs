using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace Unfurl.Server.Updates.Webhooks;

/// <summary>
/// Reads whole bodies, because a signature is over all of one. Anybody may send them, so of those that are larger than what
/// other endpoints take only a few are in memory at once, and none for long.
/// </summary>
internal sealed class WebhookBodyReader(TimeProvider time)
{
    /// <summary>GitHub sends nothing larger: https://docs.github.com/en/webhooks/webhook-events-and-payloads#payload-cap.</summary>
    public const int MaxBytes = 25 * 1024 * 1024;

    /// <summary>No provider waits longer for an answer: https://docs.github.com/en/webhooks/using-webhooks/best-practices-for-using-webhooks.</summary>
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
            // The sender is gone, and nobody gets this body.
            body.Dispose();
            throw;
        }
    }
}

/// <summary>A body, or why there is none. Dispose it when it is no longer looked at.</summary>
internal sealed class WebhookBody(Action leaveLarge) : IDisposable
{
    public ReadOnlyMemory<byte> Bytes { get; set; }

    /// <summary>Whether it counts among the large ones.</summary>
    public bool IsLarge { get; set; }

    /// <summary>What to answer, and why; null when the body is there.</summary>
    public (int Status, string Reason)? Rejection { get; private set; }

    public WebhookBody Reject(int status, string reason)
    {
        Rejection = (status, reason);
        return this;
    }

    public void Dispose()
    {
        if (IsLarge)
            leaveLarge();
        IsLarge = false;
    }
}
