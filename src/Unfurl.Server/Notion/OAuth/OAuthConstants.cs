namespace Unfurl.Server.Notion.OAuth;

/// <summary>Parameter names and values of RFC 6749, 6750 and 7009.</summary>
internal static class OAuthConstants
{
    public static class Parameters
    {
        public const string ClientId = "client_id";
        public const string ClientSecret = "client_secret";
        public const string Code = "code";
        public const string Error = "error";
        public const string ErrorDescription = "error_description";
        public const string GrantType = "grant_type";
        public const string RedirectUri = "redirect_uri";
        public const string RefreshToken = "refresh_token";
        public const string ResponseType = "response_type";
        public const string State = "state";
        public const string AccessToken = "access_token";
        public const string Token = "token";
    }

    public static class GrantTypes
    {
        public const string AuthorizationCode = "authorization_code";
        public const string RefreshToken = "refresh_token";
    }

    /// <summary>RFC 6749 §4.1.2.1 and §5.2.</summary>
    public static class Errors
    {
        public const string AccessDenied = "access_denied";
        public const string InvalidClient = "invalid_client";
        public const string InvalidGrant = "invalid_grant";
        public const string InvalidRequest = "invalid_request";
        public const string ServerError = "server_error";
        public const string TemporarilyUnavailable = "temporarily_unavailable";
        public const string UnsupportedGrantType = "unsupported_grant_type";
        public const string UnsupportedResponseType = "unsupported_response_type";
    }
}
