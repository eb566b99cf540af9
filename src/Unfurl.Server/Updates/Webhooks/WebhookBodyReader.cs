using Microsoft.AspNetCore.Http.Features;

namespace Unfurl.Server.Updates.Webhooks;

/// <summary>
/// Reads whole bodies, which signatures cover. Senders are not authenticated yet, so the memory and the time are limited.
/// </summary>
internal sealed class WebhookBodyReader(TimeProvider time)
{
    // https://docs.github.com/en/webhooks/webhook-events-and-payloads#payload-cap
    public const int MaxBytes = 25 * 1024 * 1024;

    // Providers wait less: https://docs.github.com/en/webhooks/using-webhooks/best-practices-for-using-webhooks
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly LargeBodies _large = new();

    public async Task<WebhookBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = MaxBytes;
        using var limit = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var body = new WebhookBody(_large);
        try
        {
            while (await request.Body.ReadAsync(body.FreeSpace, either.Token) is > 0 and var count)
            {
                if (!body.TryAdd(count, request.ContentLength))
                    return body.Reject(StatusCodes.Status503ServiceUnavailable, WebhookRejections.TooManyLargeBodies);
            }
            body.Complete();
            return body;
        }
        catch (OutOfMemoryException)
        {
            body.Dispose();
            LargeBodies.MakeRoom();
            return body.Reject(StatusCodes.Status503ServiceUnavailable, WebhookRejections.TooManyLargeBodies);
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
