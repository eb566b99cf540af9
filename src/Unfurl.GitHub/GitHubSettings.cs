namespace Unfurl.GitHub;

/// <summary>The settings of one GitHub: its URLs and the app with which users sign in.</summary>
internal sealed record GitHubSettings
{
    private const string GitHubDotCom = "github.com";

    // E.g. avatars.githubusercontent.com; all of these hosts are GitHub's.
    private const string PictureHosts = ".githubusercontent.com";

    public required string Host { get; init; }

    // The host at which browsers sign in.
    public required Uri WebUrl { get; init; }

    public required Uri ApiUrl { get; init; }

    public required Uri GraphQLUrl { get; init; }

    public required string ClientId { get; init; }

    public required Secret ClientSecret { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    // The key that signs deliveries; null disables webhooks.
    public Secret? WebhookSecret { get; init; }

    public bool IsGitHubDotCom => Host == GitHubDotCom;

    // Only images on github.com's own hosts are certainly public. Other hosts often require a session (private mode),
    // and a response must not make Notion call arbitrary hosts.
    public bool IsPublicPicture(Uri url) =>
        IsGitHubDotCom
        && url is { Scheme: "https", IsDefaultPort: true, UserInfo: "" }
        && url.Host.EndsWith(PictureHosts, StringComparison.Ordinal);

    public static GitHubSettings Read(ProviderSettings settings)
    {
        var (api, graphQL) = DefaultUrls(settings.Host);
        return new GitHubSettings
        {
            Host = settings.Host,
            WebUrl = settings.Url(GitHubSetting.WebUrl.Key, new Uri($"https://{settings.Host}")),
            ApiUrl = settings.Url(GitHubSetting.ApiUrl.Key, new Uri(api)),
            GraphQLUrl = settings.Url(GitHubSetting.GraphQLUrl.Key, new Uri(graphQL)),
            ClientId = settings.Required(GitHubSetting.ClientId.Key, GitHubSetting.ClientId.Meaning),
            ClientSecret = settings.RequiredSecret(GitHubSetting.ClientSecret.Key, GitHubSetting.ClientSecret.Meaning),
            Scopes = (settings.Optional(GitHubSetting.Scopes.Key) ?? GitHubSetting.DefaultScopes).Split(
                [' ', ','],
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            ),
            WebhookSecret = settings.Optional(GitHubSetting.WebhookSecret.Key) is { } secret
                ? new Secret(secret)
                : null,
        };
    }

    // https://docs.github.com/en/enterprise-server@3.18/graphql/guides/managing-enterprise-accounts and, for GHE.com,
    // https://docs.github.com/en/enterprise-cloud@latest/rest/using-the-rest-api/getting-started-with-the-rest-api
    private static (string Api, string GraphQL) DefaultUrls(string host)
    {
        if (host == GitHubDotCom || host.EndsWith(".ghe.com", StringComparison.Ordinal))
            return ($"https://api.{host}", $"https://api.{host}/graphql");
        return ($"https://{host}/api/v3", $"https://{host}/api/graphql");
    }
}
