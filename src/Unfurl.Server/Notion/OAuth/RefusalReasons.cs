using Unfurl.Server.Hosting;

namespace Unfurl.Server.Notion.OAuth;

/// <summary>Why Authorization refused something, for the log: stable codes, never a value that came in.</summary>
internal static class RefusalReasons
{
    // The authorization endpoint.
    public const string ClientIdUnknown = "client_id_unknown";
    public const string RedirectUriNotAllowed = "redirect_uri_not_allowed";
    public const string ParameterDoubled = "parameter_doubled";
    public const string ResponseTypeMissing = "response_type_missing";
    public const string ResponseTypeUnsupported = "response_type_unsupported";
    public const string NotionCodeMissing = "notion_code_missing";
    public const string ParameterTooLong = "parameter_too_long";

    // The consent page.
    public const string FormForged = "form_forged";
    public const string RequestUnknown = "authorization_request_unknown";
    public const string UserDenied = "user_denied";
    public const string SignInCancelled = "sign_in_cancelled";
    public const string NotionRefusedCode = "notion_refused_code";
    public const string NotionUnavailable = "notion_unavailable";
    public const string DisconnectedMeanwhile = "disconnected_meanwhile";

    // The token endpoint and the Deleted Token Callback URL.
    public const string BodyMediaType = "body_media_type_unsupported";
    public const string BodyTooLarge = RequestLimits.BodyTooLarge;
    public const string BodyUnreadable = "body_unreadable";
    public const string ClientAuthenticatedTwice = "client_authenticated_twice";
    public const string ClientSecretWrong = "client_secret_wrong";
    public const string GrantTypeMissing = "grant_type_missing";
    public const string GrantTypeUnsupported = "grant_type_unsupported";
    public const string ParameterMissing = "parameter_missing";
    public const string CodeUnknown = "code_unknown";
    public const string CodeExpired = "code_expired";
    public const string CodeReplayed = "code_replayed";
    public const string CodeOfOtherClient = "code_of_other_client";
    public const string CodeForOtherRedirectUri = "code_for_other_redirect_uri";
    public const string RefreshTokenUnknown = "refresh_token_unknown";
    public const string RefreshTokenExpired = "refresh_token_expired";
    public const string RefreshTokenOfOtherClient = "refresh_token_of_other_client";
    public const string TokenMissing = "token_missing";

    /// <summary>Not refused, but nothing was ended either.</summary>
    public const string TokenUnknown = "token_unknown";

    // Bearer tokens.
    public const string AccessTokenMissing = "access_token_missing";
    public const string AccessTokenUnknown = "access_token_unknown";
    public const string AccessTokenExpired = "access_token_expired";

    // Sign-in and the page of connections.
    public const string ProviderUnknown = "provider_unknown";
    public const string SignInNotBegun = "sign_in_state_unknown";
    public const string SignInOfOtherBrowser = "sign_in_of_other_browser";
    public const string SignInWithoutCode = "sign_in_without_code";
    public const string ProviderRefused = "provider_refused";
    public const string ProviderGaveNoToken = "provider_gave_no_token";
    public const string ProviderUnreachable = "provider_unreachable";
    public const string ProviderTooSlow = "provider_too_slow";
    public const string ProviderAnswerBroken = "provider_answer_broken";
    public const string ProviderNamedNobody = "provider_named_nobody";
    public const string AccountOfSomebodyElse = "account_of_somebody_else";
    public const string DatabaseFailed = "database_failed";
    public const string SignInFailed = "sign_in_failed";
    public const string NotSignedIn = "not_signed_in";
    public const string GrantUnknown = "grant_unknown";
}
