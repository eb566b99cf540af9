using Unfurl.Server.Http;
using Unfurl.Server.Logging;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Updates.Webhooks;

/// <summary>Logs and counts each rejected delivery with a reason code. It never logs request data.</summary>
internal sealed partial class WebhookRejections(UpdateMetrics metrics, ILogger<WebhookRejections> logger)
{
    public const string ProviderUnknown = "webhook_provider_unknown";
    public const string WebhooksUnsupported = "webhook_not_taken";
    public const string SecretMissing = "webhook_secret_missing";
    public const string SignatureMissing = "signature_missing";
    public const string SignatureWrong = "signature_wrong";
    public const string Malformed = "webhook_malformed";
    public const string BodyTooLarge = "body_too_large";
    public const string BodyIncomplete = "body_broken_off";
    public const string TooManyLargeBodies = "too_many_large_bodies";
    public const string AdapterFailed = "adapter_failed";

    public IResult RejectUnknownProvider()
    {
        Log.UnknownProvider(logger, ProviderUnknown);
        return Problems.Of(StatusCodes.Status404NotFound, "There is no provider instance of this name.");
    }

    /// <param name="reason">A constant of this class.</param>
    /// <param name="detail">An explanation for the sender and the log.</param>
    public IResult Reject(ProviderInstance instance, int status, string reason, string detail)
    {
        metrics.Delivered(instance.Name, name: null, reason);
        Log.Rejected(logger, instance.Name, reason, detail);
        return Problems.Of(status, detail);
    }

    public IResult RejectAdapterFailure(ProviderInstance instance, Exception exception)
    {
        metrics.Delivered(instance.Name, name: null, AdapterFailed);
        Log.AdapterFailed(logger, instance.Name, AdapterFailed, new ScrubbedException(exception));
        return Problems.Of(
            StatusCodes.Status500InternalServerError,
            "The delivery could not be read, and had no effect."
        );
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Rejected a delivery: {Reason}.")]
        public static partial void UnknownProvider(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Information, Message = "Rejected a delivery of {Provider}: {Reason}. {Detail}")]
        public static partial void Rejected(ILogger logger, string provider, string reason, string detail);

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
