namespace Unfurl.Server.Logging;

/// <summary>
/// Every refusal of a request leaves a line with a code, so that an operator can find and count them; nothing of the
/// request is in it.
/// </summary>
internal sealed partial class RejectionLog(ILogger<RejectionLog> logger)
{
    public const string Authorization = "an authorization request";
    public const string Consent = "an answer to an authorization request";
    public const string Token = "a token request";
    public const string Bearer = "an access token";
    public const string Deletion = "a deletion";
    public const string SignIn = "a sign-in";
    public const string Form = "a form";
    public const string Connections = "a change of connections";
    public const string Unfurl = "a request to unfurl";
    public const string Body = "a body";
    public const string Request = "a request";

    /// <summary>The reason when a body is larger than its endpoint takes.</summary>
    public const string BodyTooLarge = "body_too_large";

    /// <param name="what">What was refused: one of the constants here.</param>
    /// <param name="reason">A stable code, never a value that came in.</param>
    public void LogRejection(string what, string reason) => Log.Rejected(logger, what, reason);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Refused {What}: {Reason}.")]
        public static partial void Rejected(ILogger logger, string what, string reason);
    }
}
