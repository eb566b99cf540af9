namespace Unfurl.GitHub;

/// <summary>How users are known: by OAuth, or by a personal access token where nobody can register an app.</summary>
internal static class GitHubSignIn
{
    public static SignIn Of(GitHubOptions settings, IdentifyUser identify, ETagCache etagCache)
    {
        // Without its app an instance of OAuth has been reported as wrong, and is not used.
        if (settings.App is not { } app)
            return OfTokens(settings, identify);

        var tokenEndpoint = settings.WebUrl.Below("login/oauth/access_token");
        return new OAuthSignIn
        {
            Identify = identify,
            Revoke = (call, refreshToken, cancellationToken) =>
                new GitHubRevocation(settings, app, tokenEndpoint, call, etagCache).RevokeAsync(
                    refreshToken,
                    cancellationToken
                ),
            ExplainCallback = query => InstallationNotice.Of(query, settings.Host),
            AuthorizationEndpoint = settings.WebUrl.Below("login/oauth/authorize"),
            TokenEndpoint = tokenEndpoint,
            ClientId = app.ClientId,
            ClientSecret = app.ClientSecret,
            UsesPkce = settings.IsHostedByGitHub,
            Scopes = app.IsGitHubApp ? [] : settings.ScopeNames,
            ScopeDescriptions = GitHubScopes.Descriptions,
            // https://docs.github.com/en/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-oauth-app-access-token-request-errors
            RefreshTokenRejections = [GitHubRevocation.BadRefreshToken],
            // https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
            SwitchAccountParameters = new Dictionary<string, string> { ["prompt"] = "select_account" },
        };
    }

    // /settings/tokens leads to fine-grained tokens as well, and is there on servers that have none of these. No token can
    // be revoked by anyone but its user: GitHub's endpoints for that are those of an app.
    private static PersonalKeySignIn OfTokens(GitHubOptions settings, IdentifyUser identify) =>
        new()
        {
            Identify = identify,
            KeyPage = settings.WebUrl.Below("settings/tokens"),
            KeyHint =
                $"A classic token (ghp_…) needs the scopes {string.Join(", ", settings.ScopeNames)}. A fine-grained one "
                + $"(github_pat_…), from {settings.WebUrl.Below("settings/personal-access-tokens").AbsoluteUri}, reads what one owner has, "
                + "and cannot write: it needs Contents, Issues, Pull requests, Discussions, Actions, Commit statuses, "
                + "Deployments, Dependabot alerts and Repository security advisories, each read-only, and of an organization "
                + "Members and Projects.",
        };
}
