using System.Text.Json.Nodes;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Updates.Webhooks;

/// <summary>Receives deliveries from providers. A delivery is acknowledged only after it is stored.</summary>
internal static class WebhookEndpoint
{
    public static void Map(WebApplication app) =>
        app.MapPost("/webhooks/{provider}", ReceiveAsync)
            .WithName("Webhook")
            .WithSummary("Receive a provider's signed delivery")
            .WithDescription(
                "The signature covers the raw body, as the provider documents it; GitHub sends it as X-Hub-Signature-256. Deliveries that were received before or concern no preview are acknowledged too."
            )
            .WithTags("Webhooks")
            .Accepts<JsonObject>("application/json", "application/x-www-form-urlencoded")
            .Produces(202)
            .ProducesProblem(400)
            .ProducesProblem(401)
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(408)
            .ProducesProblem(413)
            .ProducesProblem(415)
            .ProducesProblem(503)
            .DisableAntiforgery()
            .ShortCircuit();

    private static async Task<IResult> ReceiveAsync(
        string provider,
        HttpContext context,
        ProviderRegistry providers,
        WebhookBodyReader bodies,
        WebhookService webhooks,
        WebhookRejections rejections,
        CancellationToken cancellationToken
    )
    {
        if (!providers.TryGet(provider, out var instance))
            return rejections.RejectUnknownProvider();
        if (instance.Adapter.Webhooks is not { } receiver)
            return rejections.Reject(
                instance,
                StatusCodes.Status404NotFound,
                WebhookRejections.WebhooksUnsupported,
                $"No webhooks are taken for {instance.Name}: its adapter has none."
            );
        if (!receiver.HasSecret)
            return rejections.Reject(
                instance,
                StatusCodes.Status403Forbidden,
                WebhookRejections.SecretMissing,
                $"No deliveries are taken for {instance.Name}, because none can be verified: set Unfurl:Providers:{instance.Name}:{receiver.SecretSetting}."
            );

        using var body = await bodies.ReadAsync(context.Request, cancellationToken);
        if (body.Rejection is var (status, reason))
            return rejections.Reject(instance, status, reason, DetailOf(reason));

        WebhookReading reading;
        try
        {
            // Adapters may be compiled without null checks.
            reading =
                receiver.Read(new WebhookDelivery(HeadersOf(context.Request), body.Bytes))
                ?? throw new InvalidOperationException("The adapter gave no reading.");
        }
        catch (OutOfMemoryException)
        {
            body.Dispose();
            LargeBodies.MakeRoom();
            return rejections.Reject(
                instance,
                StatusCodes.Status503ServiceUnavailable,
                WebhookRejections.TooManyLargeBodies,
                DetailOf(WebhookRejections.TooManyLargeBodies)
            );
        }
        catch (Exception exception)
        {
            return rejections.RejectAdapterFailure(instance, exception);
        }
        if (FindRejection(reading, receiver, instance) is not var (statusCode, reasonCode, detail))
            return await webhooks.AcceptAsync(instance, reading);
        // A 401 must name an authentication scheme (RFC 9110 §15.5.2).
        if (statusCode == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Signature";
        return rejections.Reject(instance, statusCode, reasonCode, detail);
    }

    private static (int Status, string Reason, string Detail)? FindRejection(
        WebhookReading reading,
        IWebhookReceiver receiver,
        ProviderInstance instance
    ) =>
        reading switch
        {
            WebhookReading.NoSignature(var header) => (
                StatusCodes.Status401Unauthorized,
                WebhookRejections.SignatureMissing,
                $"The delivery is not signed: the header {header} is missing."
            ),
            WebhookReading.BadSignature => (
                StatusCodes.Status401Unauthorized,
                WebhookRejections.SignatureWrong,
                $"The signature is not one of Unfurl:Providers:{instance.Name}:{receiver.SecretSetting} over this body."
            ),
            WebhookReading.Malformed(var why) => (
                StatusCodes.Status400BadRequest,
                WebhookRejections.Malformed,
                $"The delivery cannot be read: {why}."
            ),
            _ => null,
        };

    private static Dictionary<string, string> HeadersOf(HttpRequest request) =>
        request.Headers.ToDictionary(
            header => header.Key,
            header => header.Value.ToString(),
            StringComparer.OrdinalIgnoreCase
        );

    private static string DetailOf(string reason) =>
        reason switch
        {
            WebhookRejections.BodyTooLarge => $"The body must not be larger than {WebhookBodyReader.MaxBytes} bytes.",
            WebhookRejections.TooManyLargeBodies =>
                "There is no room for this delivery now. Send it again in a moment.",
            _ => "The body broke off, came too slowly, or is not sent as HTTP asks.",
        };
}
