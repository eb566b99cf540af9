namespace Unfurl.Server.Logging;

/// <summary>Logs each rejected request with a reason code and without request data.</summary>
internal sealed partial class RejectionLog(ILogger<RejectionLog> logger)
{
    public const string Authorization = "an authorization request";
    public const string Consent = "a consent form";
    public const string Token = "a token request";
    public const string Bearer = "an access token";
    public const string Deletion = "a grant revocation";
    public const string SignIn = "a sign-in";
    public const string Form = "a form";
    public const string Connections = "a change of connections";
    public const string Unfurl = "an unfurl request";
    public const string Body = "a body";
    public const string Request = "a request";

    public const string BodyTooLarge = "body_too_large";

    /// <param name="what">One of the constants of this class.</param>
    /// <param name="reason">A stable code that contains no request data.</param>
    public void LogRejection(string what, string reason) => Log.Rejected(logger, what, reason);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Rejected {What}: {Reason}.")]
        public static partial void Rejected(ILogger logger, string what, string reason);
    }
}
