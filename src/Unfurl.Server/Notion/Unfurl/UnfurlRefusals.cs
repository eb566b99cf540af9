using Unfurl.Server.Hosting;
using Unfurl.Server.Http;
using Unfurl.Server.Logging;
using Unfurl.Server.Previews;

namespace Unfurl.Server.Notion.Unfurl;

/// <summary>
/// What <c>/unfurl</c> refuses, each with a code. Requests that Notion never sends, and providers that fail, are
/// Information; a link without a preview is everyday business, and Debug.
/// </summary>
internal sealed partial class UnfurlRefusals(Refusals refusals, ILogger<UnfurlRefusals> logger)
{
    // Requests.
    public const string NotJson = "body_not_json";
    public const string TooLarge = RequestLimits.BodyTooLarge;
    public const string BrokenOff = "body_broken_off";
    public const string Malformed = "body_malformed";
    public const string Missing = "uri_missing";
    public const string Doubled = "uri_doubled";

    // Links.
    public const string NoLink = "no_link";
    public const string NotOwned = "link_not_ours";
    public const string NotFound = "not_found";
    public const string Forbidden = "forbidden";
    public const string SignInNeeded = "sign_in_needed";
    public const string ProviderRateLimited = "provider_rate_limited";
    public const string ProviderTooSlow = "provider_too_slow";
    public const string ProviderUnavailable = "provider_unavailable";

    public IResult BadRequest(UnfurlRequestBody.Reading reading)
    {
        refusals.Note(Refusals.Unfurl, reading.Reason);
        return Problems.Of(reading.Status, reading.Problem);
    }

    /// <summary>Notes an answer that is no preview.</summary>
    public void Note(in CacheResult answer)
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
