namespace Unfurl.GitHub;

/// <summary>One configured GitHub: where it is and which app users sign in to it with.</summary>
internal sealed record GitHubSettings
{
    private const string GitHubDotCom = "github.com";

    /// <summary>E.g. <c>avatars.githubusercontent.com</c>; all of them GitHub's.</summary>
    private const string PictureHosts = ".githubusercontent.com";

    /// <summary>
    /// Enough for every card and for private repositories; <c>repo</c> also allows to write, there is no narrower one:
    /// https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps. GitHub Apps ignore scopes.
    /// </summary>
    private const string DefaultScopes = "repo read:org read:user read:project";

    public required string Host { get; init; }

    /// <summary>Where browsers sign in.</summary>
    public required Uri WebUrl { get; init; }

    /// <summary>Root of the REST API.</summary>
    public required Uri ApiUrl { get; init; }

    /// <summary>The GraphQL endpoint.</summary>
    public required Uri GraphQLUrl { get; init; }

    public required string ClientId { get; init; }

    public required Secret ClientSecret { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>What deliveries are signed with; null: there are no webhooks.</summary>
    public Secret? WebhookSecret { get; init; }

    /// <summary>
    /// Whether anyone can fetch a picture without a session. Only where github.com keeps them: on other hosts they often
    /// need one (private mode), and an answer must not make Notion fetch from anywhere else.
    /// </summary>
    public bool IsPublicPicture(Uri url) =>
        Host == GitHubDotCom
        && url is { Scheme: "https", IsDefaultPort: true, UserInfo: "" }
        && url.Host.EndsWith(PictureHosts, StringComparison.Ordinal);

    public static GitHubSettings Read(ProviderSettings settings)
    {
        var (api, graphQL) = DefaultUrls(settings.Host);
        return new GitHubSettings
        {
            Host = settings.Host,
            WebUrl = settings.Url("WebUrl", new Uri($"https://{settings.Host}")),
            ApiUrl = settings.Url("ApiUrl", new Uri(api)),
            GraphQLUrl = settings.Url("GraphQLUrl", new Uri(graphQL)),
            ClientId = settings.Required("ClientId", "the client ID of the OAuth app or GitHub App users sign in with"),
            ClientSecret = settings.RequiredSecret(
                "ClientSecret",
                "a client secret of the OAuth app or GitHub App users sign in with"
            ),
            Scopes = (settings.Optional("Scopes") ?? DefaultScopes).Split(
                [' ', ','],
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            ),
            WebhookSecret = settings.Optional("WebhookSecret") is { } secret ? new Secret(secret) : null,
        };
    }

    /// <summary>
    /// https://docs.github.com/en/enterprise-server@3.18/graphql/guides/managing-enterprise-accounts and, for GHE.com,
    /// https://docs.github.com/en/enterprise-cloud@latest/rest/using-the-rest-api/getting-started-with-the-rest-api.
    /// </summary>
    private static (string Api, string GraphQL) DefaultUrls(string host)
    {
        if (host == GitHubDotCom || host.EndsWith(".ghe.com", StringComparison.Ordinal))
            return ($"https://api.{host}", $"https://api.{host}/graphql");
        return ($"https://{host}/api/v3", $"https://{host}/api/graphql");
    }
}
