using System.Text.Json.Nodes;
using Unfurl.Server.Http;
using Unfurl.Server.Logging;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Updates.Webhooks;

/// <summary>Receives deliveries from providers. A delivery is acknowledged only after it is stored.</summary>
internal sealed partial class WebhookEndpoint(
    ProviderRegistry providers,
    LargeBodies large,
    WebhookService webhooks,
    UpdateMetrics metrics,
    RejectionLog rejections,
    TimeProvider time,
    ILogger<WebhookEndpoint> logger
)
{
    public static void Map(WebApplication app) =>
        app.MapPost(
                "/webhooks/{provider}",
                (string provider, HttpContext context, WebhookEndpoint endpoint, CancellationToken cancellationToken) =>
                    endpoint.ReceiveAsync(provider, context, cancellationToken)
            )
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
            .ProducesProblem(500)
            .ProducesProblem(503)
            .DisableAntiforgery()
            .ShortCircuit();

    private async Task<IResult> ReceiveAsync(string provider, HttpContext context, CancellationToken cancellationToken)
    {
        if (!providers.TryGet(provider, out var instance))
        {
            rejections.LogRejection(RejectionLog.Delivery, WebhookReasons.ProviderUnknown);
            return Problems.Of(StatusCodes.Status404NotFound, "There is no provider instance of this name.");
        }
        if (instance.Problem is not null)
            return Reject(
                instance,
                StatusCodes.Status503ServiceUnavailable,
                WebhookReasons.AdapterMissing,
                $"No deliveries are taken for {instance.Name} now, because its adapter could not be loaded."
            );
        if (instance.Adapter.Webhooks is not { } receiver)
            return Reject(
                instance,
                StatusCodes.Status404NotFound,
                WebhookReasons.WebhooksUnsupported,
                $"No webhooks are taken for {instance.Name}: its adapter has none."
            );
        if (!receiver.HasSecret)
            return Reject(
                instance,
                StatusCodes.Status403Forbidden,
                WebhookReasons.SecretMissing,
                $"No deliveries are taken for {instance.Name}, because none can be verified: set Unfurl:Providers:{instance.Name}:{receiver.SecretSetting}."
            );

        using var body = new WebhookBody(large);
        if (await body.ReadAsync(context.Request, time, cancellationToken) is { } unread)
            return Reject(instance, unread);

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
            return Reject(instance, body.MakeRoom());
        }
        catch (Exception exception)
        {
            metrics.Delivered(instance.Name, name: null, WebhookReasons.AdapterFailed);
            Log.AdapterFailed(logger, instance.Name, WebhookReasons.AdapterFailed, new ScrubbedException(exception));
            return Problems.Of(
                StatusCodes.Status500InternalServerError,
                "The delivery could not be read, and had no effect."
            );
        }
        if (FindRejection(reading, receiver, instance) is not var (statusCode, reasonCode, detail))
            return await webhooks.AcceptAsync(instance, reading);
        // A 401 must name an authentication scheme (RFC 9110 §15.5.2).
        if (statusCode == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Signature";
        return Reject(instance, statusCode, reasonCode, detail);
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
                WebhookReasons.SignatureMissing,
                $"The delivery is not signed: the header {header} is missing."
            ),
            WebhookReading.BadSignature => (
                StatusCodes.Status401Unauthorized,
                WebhookReasons.SignatureWrong,
                $"The signature is not one of Unfurl:Providers:{instance.Name}:{receiver.SecretSetting} over this body."
            ),
            WebhookReading.Malformed(var why) => (
                StatusCodes.Status400BadRequest,
                WebhookReasons.Malformed,
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

    private IResult Reject(ProviderInstance instance, BodyRejection body) =>
        Reject(instance, body.Status, body.Reason, body.Detail);

    // The detail is for the sender and the log, and contains no request data.
    private IResult Reject(ProviderInstance instance, int status, string reason, string detail)
    {
        metrics.Delivered(instance.Name, name: null, reason);
        rejections.LogDelivery(instance.Name, reason, detail);
        return Problems.Of(status, detail);
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "The adapter of {Provider} failed to read a delivery: {Reason}. {Exception}"
        )]
        public static partial void AdapterFailed(
            ILogger logger,
            string provider,
            string reason,
            ScrubbedException exception
        );
    }
}
