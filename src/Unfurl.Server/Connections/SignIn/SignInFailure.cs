using System.Data.Common;
using System.Text.Json;
using Unfurl.Server.Http;
using Unfurl.Server.Logging;

namespace Unfurl.Server.Connections.SignIn;

/// <param name="Reason">One of <see cref="SignInReasons"/>, for the log.</param>
/// <param name="Detail">Further information for the log, without secrets.</param>
/// <param name="Message">The message shown to the user.</param>
internal sealed record SignInFailure(string Reason, string Detail, string Message)
{
    // Errors of the authorization server, not of the request (RFC 6749 §4.1.2.1).
    private static readonly string[] ServerErrors = ["server_error", "temporarily_unavailable"];

    public static readonly SignInFailure AccountConflict = new(
        SignInReasons.AccountOwnedByAnother,
        "the account belongs to another user",
        "This account is connected with somebody else here, or you are connected with another one. Disconnect that one first."
    );

    public static readonly SignInFailure KeyMalformed = new(
        SignInReasons.KeyMalformed,
        "what was typed in is no key",
        "That is no key: it has no spaces and only plain letters, digits and signs. Copy it again as a whole."
    );

    public static readonly SignInFailure PasswordMalformed = new(
        SignInReasons.KeyMalformed,
        "what was typed in is neither a key nor user and password",
        "That is neither a key, which has no spaces, nor a user name and a password with a colon between them."
    );

    public static readonly SignInFailure TooManyKeys = new(
        SignInReasons.TooManyKeys,
        "the limit of tries is reached",
        "Too many keys were tried. Try again in ten minutes."
    );

    public static SignInFailure KeyRejected(string host) =>
        new(
            SignInReasons.KeyRejected,
            "the provider does not accept the key",
            $"{host} does not accept this key. It may be mistyped, ended, or not allowed to be used by programs."
        );

    public static SignInFailure KeyUnchecked(string reason, string host) =>
        Unreachable(SignInReasons.ProviderFailed, reason, host);

    public static SignInFailure StateUnknown(string host) =>
        NotBegunHere(SignInReasons.SignInStateUnknown, "the state is unknown or expired", host);

    public static SignInFailure OfOtherBrowser(string host) =>
        NotBegunHere(SignInReasons.SignInOfOtherBrowser, "it was started in another browser, or was completed", host);

    public static SignInFailure WithoutCode(string host) =>
        Unreachable(SignInReasons.SignInWithoutCode, "the provider sent no code", host);

    public static SignInFailure NoIdentity(string host) =>
        new(
            SignInReasons.ProviderReturnedNoIdentity,
            "the provider did not identify the user",
            $"{host} did not say who you are. Try again in a moment."
        );

    /// <param name="reason">Why, for the log.</param>
    public static SignInFailure TokenEndpointFailed(string reason, string host) =>
        Unreachable(SignInReasons.ProviderGaveNoToken, $"the token endpoint responded with {reason}", host);

    /// <param name="error">The provider's code, as received.</param>
    public static SignInFailure Refused(string error, string host) =>
        ServerErrors.Contains(error)
            ? Unreachable(SignInReasons.ProviderFailed, $"the provider returned {error}", host)
            : Rejected(
                SignInReasons.ProviderRefused,
                IsErrorCode(error) ? $"the provider returned {error}" : "the provider returned an unknown error",
                host
            );

    public static SignInFailure From(Exception? failure, string host) =>
        failure switch
        {
            SignInFailedException ours => ours.Failure,
            HttpRequestException exception => Unreachable(
                SignInReasons.ProviderUnreachable,
                $"no connection ({exception.HttpRequestError})",
                host
            ),
            OperationCanceledException => Unreachable(
                SignInReasons.ProviderTooSlow,
                "no response within the time limit",
                host
            ),
            IOException => Unreachable(SignInReasons.ProviderResponseMalformed, "the response was incomplete", host),
            JsonException => Unreachable(SignInReasons.ProviderResponseMalformed, "the response is not JSON", host),
            DbException exception => new(
                SignInReasons.DatabaseFailed,
                exception.GetType().Name,
                "The service could not keep the sign-in. Try again in a moment."
            ),
            _ => new(
                SignInReasons.SignInFailed,
                failure?.GetType().Name ?? "unknown",
                $"The sign-in with {host} failed. Try again in a moment."
            ),
        };

    /// <summary>Renders the error page. A failure of this service is a 503, not the browser's bad request.</summary>
    /// <param name="retry">A local path to retry.</param>
    public IResult ToErrorPage(string? retry) =>
        Reason == SignInReasons.DatabaseFailed
            ? ErrorPages.Unavailable(Message, retry)
            : ErrorPages.BadRequest(Message, retry);

    private static SignInFailure NotBegunHere(string reason, string detail, string host) =>
        new(reason, detail, $"The sign-in with {host} was not begun in this browser, or took too long.");

    private static SignInFailure Rejected(string reason, string detail, string host) =>
        new(reason, detail, $"{host} refused the sign-in.");

    private static SignInFailure Unreachable(string reason, string detail, string host) =>
        new(reason, detail, $"{host} could not be reached, or answered wrongly. Try again in a moment.");

    // RFC 6749 §4.1.2.1 defines lower-case codes. Anyone can put other text into the callback's URL, so it is not
    // logged.
    private static bool IsErrorCode(string error) =>
        error.Length is > 0 and <= 50 && error.All(c => char.IsAsciiLetterLower(c) || c == '_');
}

/// <summary>Fails a sign-in from within the OAuth handler, which supports only exceptions.</summary>
internal sealed class SignInFailedException(SignInFailure failure) : Exception(failure.Reason)
{
    public SignInFailure Failure { get; } = failure;
}
