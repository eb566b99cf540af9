using System.ComponentModel.DataAnnotations;

namespace Unfurl.GitHub;

/// <summary>The settings of one GitHub: its URLs and the app with which users sign in.</summary>
internal sealed class GitHubOptions
{
    private const string GitHubDotCom = "github.com";

    private const string FullCards = "full";

    private const string CompactCards = "compact";

    // E.g. avatars.githubusercontent.com; all of these hosts are GitHub's.
    private const string PictureHosts = ".githubusercontent.com";

    // https://docs.github.com/en/enterprise-server@3.18/graphql/guides/managing-enterprise-accounts and, for GHE.com,
    // https://docs.github.com/en/enterprise-cloud@latest/rest/using-the-rest-api/getting-started-with-the-rest-api
    public GitHubOptions(string host)
    {
        Host = host;
        var hasApiHost = IsGitHubDotCom || host.EndsWith(".ghe.com", StringComparison.Ordinal);
        WebUrl = new($"https://{host}");
        ApiUrl = new(hasApiHost ? $"https://api.{host}" : $"https://{host}/api/v3");
        GraphQLUrl = new(hasApiHost ? $"https://api.{host}/graphql" : $"https://{host}/api/graphql");
    }

    public string Host { get; }

    [Required]
    [Setting("the client ID of the OAuth app or GitHub App users sign in with")]
    public string ClientId { get; set; } = "";

    [Required]
    [Setting("a client secret of the OAuth app or GitHub App users sign in with")]
    public Secret ClientSecret { get; set; } = new("missing");

    // Enough for every card and for private repositories; repo also allows to write, there is no narrower one:
    // https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps.
    [Setting("what an OAuth app asks for; a GitHub App ignores it")]
    public string Scopes { get; set; } = "repo read:org read:user read:project";

    [AllowedValues(FullCards, CompactCards)]
    [Setting("`full`, or `compact`: title, state, branch and changed lines")]
    public string Cards { get; set; } = FullCards;

    [Setting(
        "the secret that signs [webhooks](webhooks.md) to `/webhooks/<name>`",
        WhenUnset = "none: webhooks are refused"
    )]
    public Secret? WebhookSecret { get; set; }

    [Setting("where browsers sign in", WhenUnset = "`https://<Host>`")]
    public Uri WebUrl { get; set; }

    [Setting(
        "the root of the REST API",
        WhenUnset = "`https://<Host>/api/v3`; for github.com and `<sub>.ghe.com`: `https://api.<Host>`"
    )]
    public Uri ApiUrl { get; set; }

    [Setting(
        "the GraphQL endpoint",
        WhenUnset = "`https://<Host>/api/graphql`; for github.com and `<sub>.ghe.com`: `https://api.<Host>/graphql`"
    )]
    public Uri GraphQLUrl { get; set; }

    public bool HasCompactCards => Cards == CompactCards;

    public bool IsGitHubDotCom => Host == GitHubDotCom;

    public IReadOnlyList<string> ScopeNames =>
        Scopes.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // Only images on github.com's own hosts are certainly public. Other hosts often require a session (private mode),
    // and a response must not make Notion call arbitrary hosts.
    public bool IsPublicPicture(Uri url) =>
        IsGitHubDotCom
        && url is { Scheme: "https", IsDefaultPort: true, UserInfo: "" }
        && url.Host.EndsWith(PictureHosts, StringComparison.Ordinal);
}
