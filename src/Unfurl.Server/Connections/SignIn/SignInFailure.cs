using System.Data.Common;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Unfurl.Server.Http;
using Unfurl.Server.Notion.OAuth;

namespace Unfurl.Server.Connections.SignIn;

/// <summary>Why a sign-in failed.</summary>
/// <param name="Reason">One of <see cref="RejectionReasons"/>, for the log.</param>
/// <param name="Detail">More for the log; holds no secrets.</param>
/// <param name="Message">For the person.</param>
internal sealed record SignInFailure(string Reason, string Detail, string Message)
{
    public static readonly SignInFailure AccountConflict = new(
        SignInReasons.AccountOwnedByAnother,
        "the account belongs to somebody else here",
        "This account is connected with somebody else here, or you are connected with another one. Disconnect that one first."
    );

    public static SignInFailure NoIdentity(string host) =>
        new(
            SignInReasons.ProviderReturnedNoIdentity,
            "the provider did not say who signed in",
            $"{host} did not say who you are. Try again in a moment."
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
                "no answer within the time limit",
                host
            ),
            IOException => Unreachable(SignInReasons.ProviderResponseMalformed, "the answer broke off", host),
            JsonException => Unreachable(SignInReasons.ProviderResponseMalformed, "the answer is no JSON", host),
            DbException exception => new(
                SignInReasons.DatabaseFailed,
                exception.GetType().Name,
                "The service could not keep the sign-in. Try again in a moment."
            ),
            AuthenticationFailureException exception => FromHandler(exception, host),
            _ => new(
                SignInReasons.SignInFailed,
                failure?.GetType().Name ?? "unknown",
                $"The sign-in with {host} failed. Try again in a moment."
            ),
        };

    /// <summary>The page that tells the person. Our own trouble is not the browser's bad request.</summary>
    /// <param name="retry">A path of ours to try again.</param>
    public IResult ToErrorPage(string? retry) =>
        Reason == SignInReasons.DatabaseFailed
            ? ErrorPages.Unavailable(Message, retry)
            : ErrorPages.BadRequest(Message, retry);

    /// <summary>
    /// ASP.NET Core's handler tells its own failures apart by their words only. Unknown ones are not repeated: they may
    /// hold the whole answer of the token endpoint.
    /// </summary>
    private static SignInFailure FromHandler(AuthenticationFailureException exception, string host)
    {
        if (exception.Data["error"] is string error)
            return Rejected(
                SignInReasons.ProviderRefused,
                IsErrorCode(error) ? $"the provider said {error}" : "the provider said another error",
                host
            );
        return exception.Message switch
        {
            "The oauth state was missing or invalid." => StateMismatch(
                SignInReasons.SignInStateUnknown,
                "the state is not ours or too old",
                host
            ),
            "Correlation failed." => StateMismatch(
                SignInReasons.SignInOfOtherBrowser,
                "it was begun in another browser, or is over",
                host
            ),
            "Code was not found." => Rejected(SignInReasons.SignInWithoutCode, "the provider sent no code", host),
            _ => Rejected(SignInReasons.ProviderGaveNoToken, "the token endpoint answered no token", host),
        };
    }

    private static SignInFailure StateMismatch(string reason, string detail, string host) =>
        new(reason, detail, $"The sign-in with {host} was not begun in this browser, or took too long.");

    private static SignInFailure Rejected(string reason, string detail, string host) =>
        new(reason, detail, $"{host} refused the sign-in.");

    private static SignInFailure Unreachable(string reason, string detail, string host) =>
        new(reason, detail, $"{host} could not be reached, or answered wrongly. Try again in a moment.");

    /// <summary>RFC 6749 §4.1.2.1 has words only; anyone can write more into the callback's address.</summary>
    private static bool IsErrorCode(string error) =>
        error.Length is > 0 and <= 50 && error.All(c => char.IsAsciiLetterLower(c) || c == '_');
}

/// <summary>Ends a sign-in within the handler, which knows no other way.</summary>
internal sealed class SignInFailedException(SignInFailure failure) : AuthenticationFailureException(failure.Reason)
{
    public SignInFailure Failure { get; } = failure;
}
