using System.Security.Claims;

namespace Unfurl.Server.Connections.SignIn;

/// <summary>The account that is signed in, and the provider account it signed in with.</summary>
/// <param name="Login">The user name at the provider.</param>
internal sealed record SignedInUser(string AccountId, string Provider, string Host, string Login)
{
    private const string ProviderClaim = "provider";
    private const string HostClaim = "host";

    /// <summary>The name that Notion shows under "My connections".</summary>
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
