namespace Unfurl.Server.Logging;

// The reason codes of the log, by kind of request. They are stable and never contain request data.

/// <summary>Any request.</summary>
internal static class RequestReasons
{
    public const string Malformed = "request_malformed";
    public const string UnknownPage = "unknown_page";
    public const string MethodNotAllowed = "method_not_allowed";
    public const string TooSlow = "request_too_slow";
    public const string MediaTypeUnsupported = "media_type_unsupported";
    public const string CharsetUnsupported = "charset_unsupported";
    public const string ContentEncodingUnsupported = "content_encoding_unsupported";
    public const string RateLimited = "rate_limited";
    public const string Other = "refused";
}

/// <summary>The body of any request.</summary>
internal static class BodyReasons
{
    public const string TooLarge = "body_too_large";
    public const string Incomplete = "body_broken_off";
    public const string NoRoom = "too_many_large_bodies";
}

/// <summary>The endpoints and pages of the authorization flow.</summary>
internal static class OAuthReasons
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
    public const string WorkspaceNotListed = "workspace_not_listed";
    public const string DisconnectedConcurrently = "disconnected_meanwhile";

    // Token endpoint and Deleted Token Callback URL
    public const string BodyMediaType = "body_media_type_unsupported";
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

/// <summary>Sign-ins with a provider.</summary>
internal static class SignInReasons
{
    public const string ProviderUnknown = "provider_unknown";
    public const string SignInStateUnknown = "sign_in_state_unknown";
    public const string SignInOfOtherBrowser = "sign_in_of_other_browser";
    public const string SignInWithoutCode = "sign_in_without_code";
    public const string ProviderRefused = "provider_refused";
    public const string ProviderFailed = "provider_failed";
    public const string ProviderGaveNoToken = "provider_gave_no_token";
    public const string ProviderUnreachable = "provider_unreachable";
    public const string ProviderTooSlow = "provider_too_slow";
    public const string ProviderResponseMalformed = "provider_answer_broken";
    public const string ProviderReturnedNoIdentity = "provider_named_nobody";
    public const string KeyMalformed = "key_malformed";
    public const string KeyRejected = "key_rejected";
    public const string TooManyKeys = "too_many_keys";
    public const string AccountOwnedByAnother = "account_of_somebody_else";
    public const string DatabaseFailed = "database_failed";
    public const string SignInFailed = "sign_in_failed";
    public const string NotSignedIn = "not_signed_in";
    public const string SignInCancelled = "sign_in_cancelled";
}

/// <summary>Registrations of an app.</summary>
internal static class AppReasons
{
    public const string NotAdministrator = "not_administrator";
    public const string SetupCodeWrong = "setup_code_wrong";
    public const string FieldMalformed = "app_field_malformed";
    public const string RegistrationUnknown = "app_registration_unknown";
    public const string CodeMissing = "app_code_missing";
    public const string CodeRejected = "app_code_rejected";
    public const string ProviderFailed = "app_provider_failed";
}

/// <summary>Links without a preview.</summary>
internal static class LinkReasons
{
    public const string NotALink = "no_link";
    public const string NotOwned = "link_not_ours";
    public const string NotFound = "not_found";
    public const string Forbidden = "forbidden";
    public const string SignInNeeded = "sign_in_needed";
    public const string AccountSuspended = "account_suspended";
    public const string ProviderRateLimited = "provider_rate_limited";
    public const string ProviderTooSlow = "provider_too_slow";
    public const string ProviderUnavailable = "provider_unavailable";
}

/// <summary>Requests of Notion for a link.</summary>
internal static class UnfurlReasons
{
    public const string BodyNotJson = "body_not_json";
    public const string BodyMalformed = "body_malformed";
    public const string UriMissing = "uri_missing";
    public const string UriRepeated = "uri_doubled";
}

/// <summary>Deliveries of providers.</summary>
internal static class WebhookReasons
{
    public const string ProviderUnknown = "webhook_provider_unknown";
    public const string WebhooksUnsupported = "webhook_not_taken";
    public const string SecretMissing = "webhook_secret_missing";
    public const string SignatureMissing = "signature_missing";
    public const string SignatureWrong = "signature_wrong";
    public const string Malformed = "webhook_malformed";
    public const string AdapterFailed = "adapter_failed";
    public const string AdapterMissing = "adapter_not_loaded";
}

/// <summary>The webhook of a connection of Notion.</summary>
internal static class EventReasons
{
    public const string ConnectionUnknown = "connection_unknown";
    public const string HandshakeNotExpected = "handshake_not_expected";
    public const string HandshakeDoubled = "handshake_doubled";
    public const string TokenMissing = "verification_token_missing";
    public const string SignatureMissing = "signature_missing";
    public const string SignatureWrong = "signature_wrong";
    public const string Malformed = "event_malformed";
}

/// <summary>The pages of databases.</summary>
internal static class DatabaseReasons
{
    public const string NotAllowed = "databases_not_allowed";
    public const string EnrichmentUnknown = "enrichment_unknown";
    public const string EnrichmentOfOther = "enrichment_of_somebody_else";
    public const string FormWrong = "enrichment_form_wrong";
}
