using Unfurl.Server.Http;
using Unfurl.Server.Logging;
using Unfurl.Server.Previews;

namespace Unfurl.Server.Notion.Unfurl;

/// <summary>Logs rejections at Information. A link without a preview is a normal outcome, at Debug.</summary>
internal sealed partial class UnfurlRejections(RejectionLog rejections, ILogger<UnfurlRejections> logger)
{
    public const string BodyNotJson = "body_not_json";
    public const string BodyTooLarge = RejectionLog.BodyTooLarge;
    public const string BodyIncomplete = "body_broken_off";
    public const string BodyMalformed = "body_malformed";
    public const string UriMissing = "uri_missing";
    public const string UriRepeated = "uri_doubled";

    public IResult BadRequest(UnfurlRequestBody.ParseResult parsed)
    {
        rejections.LogRejection(RejectionLog.Unfurl, parsed.Reason);
        return Problems.Of(parsed.Status, parsed.Problem);
    }

    public void LogRejection(in CacheResult result)
    {
        if (result.Outcome == Outcome.Failed)
            Log.Failed(logger, result.Reason);
        else if (result.Outcome == Outcome.Refused)
            Log.Link(logger, result.Reason);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "A link could not be resolved: {Reason}.")]
        public static partial void Failed(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Debug, Message = "A link has no preview for this account: {Reason}.")]
        public static partial void Link(ILogger logger, string reason);
    }
}
