using System.Security.Claims;

namespace Unfurl.Server.Connections.SignIn;

/// <summary>Who is signed in to this browser, and with which provider account they came.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Provider">The instance they signed in with.</param>
/// <param name="Host">Its host.</param>
/// <param name="Login">What they are called there.</param>
internal sealed record SignedInUser(string AccountId, string Provider, string Host, string Login)
{
    private const string ProviderClaim = "provider";
    private const string HostClaim = "host";

    /// <summary>What Notion shows under "My connections".</summary>
    public string DisplayName => $"{Login} ({Host})";

    public ClaimsIdentity ToIdentity(string scheme) =>
        new(
            [
                new(ClaimTypes.NameIdentifier, AccountId),
                new(ClaimTypes.Name, Login),
                new(ProviderClaim, Provider),
                new(HostClaim, Host),
            ],
            scheme
        );

    public static SignedInUser? From(ClaimsPrincipal principal) =>
        principal.Identity is { IsAuthenticated: true }
        && principal.FindFirstValue(ClaimTypes.NameIdentifier) is { } account
        && principal.FindFirstValue(ProviderClaim) is { } provider
        && principal.FindFirstValue(HostClaim) is { } host
        && principal.FindFirstValue(ClaimTypes.Name) is { } login
            ? new SignedInUser(account, provider, host, login)
            : null;
}
