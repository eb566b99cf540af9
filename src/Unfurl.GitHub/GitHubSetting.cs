namespace Unfurl.GitHub;

/// <summary>A setting of a GitHub instance and what <c>docs/configuration.md</c> says about it.</summary>
/// <param name="Key">The key below <c>Unfurl:Providers:&lt;name&gt;</c>.</param>
/// <param name="Meaning">What it holds. The start-up message for a missing value ends with the same words.</param>
/// <param name="WhenUnset">What holds when it is not set, in Markdown.</param>
internal sealed record GitHubSetting(string Key, string Meaning, string WhenUnset)
{
    // Enough for every card and for private repositories; repo also allows to write, there is no narrower one:
    // https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps. GitHub Apps ignore scopes.
    public const string DefaultScopes = "repo read:org read:user read:project";

    public static readonly GitHubSetting ClientId = new(
        "ClientId",
        "the client ID of the OAuth app or GitHub App users sign in with",
        "required"
    );

    public static readonly GitHubSetting ClientSecret = new(
        "ClientSecret",
        "a client secret of the OAuth app or GitHub App users sign in with",
        "required"
    );

    public static readonly GitHubSetting Scopes = new(
        "Scopes",
        "what an OAuth app asks for; a GitHub App ignores it",
        $"`{DefaultScopes}`"
    );

    public static readonly GitHubSetting WebhookSecret = new(
        "WebhookSecret",
        "the secret that signs [webhooks](webhooks.md) to `/webhooks/<name>`",
        "none: webhooks are refused"
    );

    public static readonly GitHubSetting WebUrl = new("WebUrl", "where browsers sign in", "`https://<Host>`");

    public static readonly GitHubSetting ApiUrl = new(
        "ApiUrl",
        "the root of the REST API",
        "`https://<Host>/api/v3`; for github.com and `<sub>.ghe.com`: `https://api.<Host>`"
    );

    public static readonly GitHubSetting GraphQLUrl = new(
        "GraphQLUrl",
        "the GraphQL endpoint",
        "`https://<Host>/api/graphql`; for github.com and `<sub>.ghe.com`: `https://api.<Host>/graphql`"
    );

    public static readonly IReadOnlyList<GitHubSetting> All =
    [
        ClientId,
        ClientSecret,
        Scopes,
        WebhookSecret,
        WebUrl,
        ApiUrl,
        GraphQLUrl,
    ];
}
