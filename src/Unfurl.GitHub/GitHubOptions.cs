using System.ComponentModel.DataAnnotations;

namespace Unfurl.GitHub;

/// <summary>The settings of one GitHub: its URLs and how users sign in.</summary>
internal sealed class GitHubOptions : IValidatableObject
{
    public const string OAuth = "OAuth";
    public const string PersonalKey = "PersonalKey";

    private const string ClientIdMeaning = "the client ID of the OAuth app or GitHub App users sign in with";
    private const string ClientSecretMeaning = "a client secret of the OAuth app or GitHub App users sign in with";
    private const string WithOAuthOnly = "required; none with `PersonalKey`";

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
        WebUrl = new($"https://{host}");
        ApiUrl = new(IsHostedByGitHub ? $"https://api.{host}" : $"https://{host}/api/v3");
        GraphQLUrl = new(IsHostedByGitHub ? $"https://api.{host}/graphql" : $"https://{host}/api/graphql");
    }

    public string Host { get; }

    [AllowedValues(OAuth, PersonalKey)]
    [Setting("how users are known: `OAuth`, or `PersonalKey` for a personal access token of their own")]
    public string SignIn { get; set; } = OAuth;

    [Setting(ClientIdMeaning, WhenUnset = WithOAuthOnly)]
    public string? ClientId { get; set; }

    [Setting(ClientSecretMeaning, WhenUnset = WithOAuthOnly)]
    public Secret? ClientSecret { get; set; }

    // Enough for every card and for private repositories; repo also allows to write, there is no narrower one:
    // https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps.
    [Setting("what an OAuth app asks for, and a classic token needs; a GitHub App ignores it")]
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

    // Null where users have tokens of their own.
    public GitHubApp? App =>
        SignIn == OAuth && ClientId is { } id && ClientSecret is { } secret ? new(id, secret) : null;

    public bool HasCompactCards => Cards == CompactCards;

    public bool IsGitHubDotCom => Host == GitHubDotCom;

    // github.com or GHE.com. Both know PKCE since https://github.blog/changelog/2025-07-14-pkce-support-for-oauth-and-github-app-authentication.
    // The documentation of GitHub Enterprise Server does not name its parameters up to 3.20. RFC 6749 §3.1 has a server
    // ignore parameters that it does not know, but no such server was tried.
    public bool IsHostedByGitHub => IsGitHubDotCom || Host.EndsWith(".ghe.com", StringComparison.Ordinal);

    public IReadOnlyList<string> ScopeNames =>
        Scopes.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        new[]
        {
            Check(nameof(ClientId), ClientId, ClientIdMeaning),
            Check(nameof(ClientSecret), ClientSecret, ClientSecretMeaning),
        }.OfType<ValidationResult>();

    // A client that is set and not used would be a surprise: its users expect to sign in by it.
    private ValidationResult? Check(string name, object? value, string meaning) =>
        (SignIn, value) switch
        {
            (OAuth, null) => new($"is missing: {meaning}, unless {nameof(SignIn)} is {PersonalKey}", [name]),
            (PersonalKey, not null) => new(
                $"is not used, because {nameof(SignIn)} is {PersonalKey}: remove one of them",
                [name]
            ),
            _ => null,
        };

    // Only images on github.com's own hosts are certainly public. Other hosts often require a session (private mode),
    // and a response must not make Notion call arbitrary hosts.
    public bool IsPublicPicture(Uri url) =>
        IsGitHubDotCom
        && url is { Scheme: "https", IsDefaultPort: true, UserInfo: "" }
        && url.Host.EndsWith(PictureHosts, StringComparison.Ordinal);
}

/// <summary>The OAuth app or GitHub App users sign in with.</summary>
internal sealed record GitHubApp(string ClientId, Secret ClientSecret)
{
    // A GitHub App has permissions instead of scopes. GitHub names no rule, but its client IDs begin with Iv1. or Iv23, and those
    // of an OAuth app with Ov23 or are hexadecimal.
    public bool IsGitHubApp => ClientId.StartsWith("Iv", StringComparison.Ordinal);
}
