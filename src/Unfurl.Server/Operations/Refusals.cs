namespace Unfurl.Server.Authorization;

/// <summary>Tells the operator of everything that Authorization refuses, each with its reason.</summary>
internal sealed partial class Refusals(ILogger<Refusals> logger)
{
    public const string Authorization = "an authorization request";
    public const string Consent = "an answer to an authorization request";
    public const string Token = "a token request";
    public const string Bearer = "an access token";
    public const string Deletion = "a deletion";
    public const string SignIn = "a sign-in";
    public const string Form = "a form";
    public const string Connections = "a change of connections";

    /// <param name="what">What was refused: one of the constants here.</param>
    /// <param name="reason">One of <see cref="RefusalReasons"/>.</param>
    public void Note(string what, string reason) => Log.Refused(logger, what, reason);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Refused {What}: {Reason}.")]
        public static partial void Refused(ILogger logger, string what, string reason);
    }
}
