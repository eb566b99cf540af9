using Unfurl.Server.Logging;

namespace Unfurl.Server.Notion.OAuth;

/// <summary>Reason codes for the log. They are stable and never contain request data.</summary>
internal static class RejectionReasons
{
    // Authorization endpoint
    public const string ClientIdUnknown = "client_id_unknown";
    public const string RedirectUriNotAllowed = "redirect_uri_not_allowed";
    public const string ParameterDoubled = "parameter_doubled";
    public const string ResponseTypeMissing = "response_type_missing";
    public const string ResponseTypeUnsupported = "response_type_unsupported";
    public const string NotionCodeMissing = "notion_code_missing";
    public const string ParameterTooLong = "parameter_too_long";

    // Consent page
    public const string FormForged = "form_forged";
    public const string RequestUnknown = "authorization_request_unknown";
    public const string UserDenied = "user_denied";
    public const string NotionRefusedCode = "notion_refused_code";
    public const string NotionUnavailable = "notion_unavailable";
    public const string DisconnectedConcurrently = "disconnected_meanwhile";

    // Token endpoint and Deleted Token Callback URL
    public const string BodyMediaType = "body_media_type_unsupported";
    public const string BodyTooLarge = RejectionLog.BodyTooLarge;
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

    /// <summary>Logged by the Deleted Token Callback URL, which responds 200 to unknown tokens.</summary>
    public const string TokenUnknown = "token_unknown";

    // Bearer tokens
    public const string AccessTokenMissing = "access_token_missing";
    public const string AccessTokenUnknown = "access_token_unknown";
    public const string AccessTokenExpired = "access_token_expired";

    // Connections page
    public const string GrantUnknown = "grant_unknown";
}
