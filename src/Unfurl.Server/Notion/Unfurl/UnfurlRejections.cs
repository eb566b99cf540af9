using Unfurl.Server.Http;
using Unfurl.Server.Logging;
using Unfurl.Server.Previews;

namespace Unfurl.Server.Notion.Unfurl;

/// <summary>
/// What <c>/unfurl</c> refuses, each with a code. Requests that Notion never sends, and providers that fail, are
/// Information; a link without a preview is everyday business, and Debug.
/// </summary>
internal sealed partial class UnfurlRejections(RejectionLog refusals, ILogger<UnfurlRejections> logger)
{
    public const string BodyNotJson = "body_not_json";
    public const string BodyTooLarge = RejectionLog.BodyTooLarge;
    public const string BodyIncomplete = "body_broken_off";
    public const string BodyMalformed = "body_malformed";
    public const string UriMissing = "uri_missing";
    public const string UriRepeated = "uri_doubled";

    public IResult BadRequest(UnfurlRequestBody.ParseResult reading)
    {
        refusals.LogRejection(RejectionLog.Unfurl, reading.Reason);
        return Problems.Of(reading.Status, reading.Problem);
    }

    /// <summary>Notes an answer that is no preview.</summary>
    public void LogRejection(in CacheResult answer)
    {
        if (answer.Outcome == Outcome.Failed)
            Log.Failed(logger, answer.Reason);
        else if (answer.Outcome == Outcome.Refused)
            Log.Link(logger, answer.Reason);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "A link could not be resolved: {Reason}.")]
        public static partial void Failed(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Debug, Message = "A link has no preview for this account: {Reason}.")]
        public static partial void Link(ILogger logger, string reason);
    }
}
