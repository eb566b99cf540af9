namespace Unfurl.Server.Logging;

/// <summary>Logs each rejection with a reason code and without request data.</summary>
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
    public const string App = "the registration of an app";
    public const string Databases = "a page of databases";
    public const string Unfurl = "an unfurl request";
    public const string Delivery = "a delivery";
    public const string Body = "a body";
    public const string Request = "a request";

    /// <param name="what">One of the constants of this class.</param>
    /// <param name="reason">A stable code that contains no request data.</param>
    public void LogRejection(string what, string reason) => Log.Rejected(logger, what, reason);

    public void LogDelivery(string provider, string reason, string detail) =>
        Log.Delivery(logger, provider, reason, detail);

    public void LogEvent(string connection, string reason, string detail) =>
        Log.Event(logger, connection, reason, detail);

    public void LogConnect(string reason, string detail) => Log.Connect(logger, reason, detail);

    public void LogSignIn(string provider, string reason, string detail) =>
        Log.SignIn(logger, provider, reason, detail);

    public void LogApp(string reason, string detail) => Log.App(logger, reason, detail);

    /// <summary>A link without a preview is a normal outcome, unless its provider failed.</summary>
    public void LogLink(string reason, bool isFailure)
    {
        if (isFailure)
            Log.FailedLink(logger, reason);
        else
            Log.Link(logger, reason);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Rejected {What}: {Reason}.")]
        public static partial void Rejected(ILogger logger, string what, string reason);

        [LoggerMessage(Level = LogLevel.Information, Message = "Rejected a delivery of {Provider}: {Reason}. {Detail}")]
        public static partial void Delivery(ILogger logger, string provider, string reason, string detail);

        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "Rejected what came to the webhook of the connection {Connection}: {Reason}. {Detail}"
        )]
        public static partial void Event(ILogger logger, string connection, string reason, string detail);

        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "Rejected to connect a workspace of Notion: {Reason} ({Detail})."
        )]
        public static partial void Connect(ILogger logger, string reason, string detail);

        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "Rejected a sign-in with {Provider}: {Reason} ({Detail})."
        )]
        public static partial void SignIn(ILogger logger, string provider, string reason, string detail);

        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "Rejected the registration of an app: {Reason} ({Detail})."
        )]
        public static partial void App(ILogger logger, string reason, string detail);

        [LoggerMessage(Level = LogLevel.Information, Message = "A link could not be resolved: {Reason}.")]
        public static partial void FailedLink(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Debug, Message = "A link has no preview for this account: {Reason}.")]
        public static partial void Link(ILogger logger, string reason);
    }
}
