namespace Unfurl.Server.Connections.SignIn;

/// <summary>Reason codes for the log. They are stable and never contain request data.</summary>
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
    public const string AccountOwnedByAnother = "account_of_somebody_else";
    public const string DatabaseFailed = "database_failed";
    public const string SignInFailed = "sign_in_failed";
    public const string NotSignedIn = "not_signed_in";
    public const string SignInCancelled = "sign_in_cancelled";
}
