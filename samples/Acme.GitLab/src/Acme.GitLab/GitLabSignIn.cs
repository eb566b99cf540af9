using System.Globalization;

namespace Acme.GitLab;

/// <summary>How users are known: by OAuth, or by a personal access token.</summary>
internal static class GitLabSignIn
{
    // The narrowest one that reads merge requests: https://docs.gitlab.com/user/profile/personal_access_tokens/.
    public const string Scope = "read_api";

    public static SignIn Of(GitLabOptions options, GitLabClient client)
    {
        Task<Identification> IdentifyAsync(ProviderCall call, CancellationToken cancellationToken) =>
            GitLabSignIn.IdentifyAsync(client, call, cancellationToken);

        // Without its application an instance of OAuth has been reported as wrong, and is not used.
        if (options is not { SignIn: GitLabOptions.OAuth, ClientId: { } id, ClientSecret: { } secret })
        {
            return new PersonalKeySignIn
            {
                Identify = IdentifyAsync,
                KeyName = "personal access token",
                KeyPage = new Uri(options.Url, $"/-/user_settings/personal_access_tokens?name=Unfurl&scopes={Scope}"),
                KeyHint = $"It needs the scope {Scope}.",
            };
        }
        return new OAuthSignIn
        {
            AuthorizationEndpoint = new Uri(options.Url, "/oauth/authorize"),
            TokenEndpoint = new Uri(options.Url, "/oauth/token"),
            ClientId = id,
            ClientSecret = secret,
            Scopes = [Scope],
            Identify = IdentifyAsync,
            Revoke = (call, refreshToken, cancellationToken) =>
                client.RevokeAsync(id, secret, refreshToken, call, cancellationToken),
        };
    }

    private static async Task<Identification> IdentifyAsync(
        GitLabClient client,
        ProviderCall call,
        CancellationToken cancellationToken
    )
    {
        var type = GitLabJson.Default.UserResponse;
        var (user, failure) = await client.GetAsync("/api/v4/user", type, call, cancellationToken);
        return failure switch
        {
            null => new Identification.Known(user!.Id.ToString(CultureInfo.InvariantCulture), user.Username),
            Resolution.SignInNeeded => new Identification.Rejected(),
            // A token for something else than reading. Any other refusal says nothing of the token.
            Resolution.Forbidden when failure == GitLabClient.LacksScope => new Identification.Rejected(),
            Resolution.Unavailable(var reason) => new Identification.Unavailable(reason),
            _ => new Identification.Unavailable(failure.GetType().Name),
        };
    }
}
