namespace Unfurl.Server.Previews;

/// <summary>Reason codes for the log. They are stable and never contain request data.</summary>
internal static class PreviewReasons
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
