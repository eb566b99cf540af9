using Unfurl.Server.Connections.Credentials;

namespace Unfurl.IntegrationTests.Fixtures;

/// <summary>Users of the GitHub double who are connected without a browser.</summary>
internal static class GitHubAccounts
{
    // A null subject is the user's own id.
    public static async Task<ConnectedUser> ConnectGitHubAsync(
        this TestHost host,
        string login,
        string? subject = null
    ) => await ConnectedUser.ConnectAsync(host.Service, "github", login, await host.GitHubTokensAsync(login), subject);

    public static async Task<TokenResponse> GitHubTokensAsync(this TestHost host, string login) =>
        new(new Secret(await host.GitHub.IssueTokenAsync(login)), RefreshToken: null, ExpiresAt: null);

    public static async Task<int> GitHubQueriesAsync(this TestHost host) => (await host.GitHub.CallsAsync()).GraphQL;
}
