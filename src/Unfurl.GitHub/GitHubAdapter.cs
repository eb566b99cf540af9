using Unfurl.GitHub.Cards;
using Unfurl.GitHub.Webhooks;

namespace Unfurl.GitHub;

internal sealed class GitHubAdapter : IProviderAdapter
{
    // The most specific first. A new kind is a source file and a line here.
    internal static readonly IReadOnlyList<IGitHubLinkKind> LinkKinds =
    [
        new CommitComment(),
        new PullRequestCommitComment(),
        new ReviewComment(),
        new Review(),
        new Comment(),
        new Commit(),
        new PullRequest(),
        new Issue(),
        new Repository(),
    ];

    // Made once, because a pattern compiles regular expressions.
    private static readonly Lazy<IReadOnlyList<LinkPattern>> PatternsOnGitHubDotCom = new(() =>
        [
            .. LinkKinds
                .SelectMany(kind => kind.Patterns)
                .Select(pattern => new LinkPattern(
                    pattern.Name,
                    pattern.Template,
                    pattern.Sample,
                    ReservedNames.OnGitHubDotCom
                )),
        ]
    );

    private readonly Dictionary<LinkPattern, IGitHubLinkKind> _linkKindByPattern;
    private readonly GitHubOptions _settings;
    private readonly SchemaFallback _schemaFallback = new();
    private readonly ETagCache _etagCache = new();

    public GitHubAdapter(GitHubOptions settings)
    {
        _settings = settings;
        Patterns = settings.IsGitHubDotCom
            ? PatternsOnGitHubDotCom.Value
            : [.. LinkKinds.SelectMany(kind => kind.Patterns)];
        _linkKindByPattern = LinkKinds
            .SelectMany(kind => kind.Patterns, (kind, _) => kind)
            .Zip(Patterns)
            .ToDictionary(pair => pair.Second, pair => pair.First);
        Webhooks = new GitHubWebhooks(settings.WebhookSecret);
        Origins =
        [
            .. new[] { settings.WebUrl, settings.ApiUrl, settings.GraphQLUrl }
                .Select(url => new Uri(url.GetLeftPart(UriPartial.Authority)))
                .Distinct(),
        ];
        SignIn = new OAuthSignIn
        {
            AuthorizationEndpoint = settings.WebUrl.Below("login/oauth/authorize"),
            TokenEndpoint = settings.WebUrl.Below("login/oauth/access_token"),
            ClientId = settings.ClientId,
            ClientSecret = settings.ClientSecret,
            Scopes = settings.ScopeNames,
            // https://docs.github.com/en/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-oauth-app-access-token-request-errors
            RefreshTokenRejections = [GitHubRevocation.BadRefreshToken],
            // https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
            SwitchAccountParameters = new Dictionary<string, string> { ["prompt"] = "select_account" },
        };
    }

    public IReadOnlyList<LinkPattern> Patterns { get; }

    public IReadOnlyList<Uri> Origins { get; }

    public OAuthSignIn SignIn { get; }

    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Icons => GitHubIcons.All;

    public IWebhookReceiver Webhooks { get; }

    public string KeyOf(LinkMatch match) => _linkKindByPattern[match.Pattern].KeyOf(match);

    public async Task<Resolution> ResolveAsync(LinkMatch match, ProviderCall call, CancellationToken cancellationToken)
    {
        var resolution = await _linkKindByPattern[match.Pattern].ResolveAsync(match, ClientOf(call), cancellationToken);
        return resolution is Resolution.Found found ? WithPublicAvatar(found) : resolution;
    }

    public async Task<ProviderIdentity?> IdentifyAsync(ProviderCall call, CancellationToken cancellationToken)
    {
        var user = await ClientOf(call).GetUserAsync(cancellationToken);
        return user.Value is { } found ? new ProviderIdentity(found.Id.ToString(), found.Login) : null;
    }

    public CallbackNotice? ExplainCallback(IReadOnlyDictionary<string, string> query) =>
        InstallationNotice.Of(query, _settings.Host);

    public Task<Revocation> RevokeAsync(ProviderCall call, Secret? refreshToken, CancellationToken cancellationToken) =>
        new GitHubRevocation(_settings, SignIn.TokenEndpoint, call).RevokeAsync(refreshToken, cancellationToken);

    private GitHubClient ClientOf(ProviderCall call) => new(_settings, call, _schemaFallback, _etagCache);

    // Notion fetches images without a session, so icons are served by Unfurl and an avatar is shown only if it is
    // public.
    private Resolution.Found WithPublicAvatar(Resolution.Found found) =>
        found.Preview.Author is { Avatar: PreviewImage.At avatar } author && !_settings.IsPublicPicture(avatar.Url)
            ? found with
            {
                Preview = found.Preview with { Author = author with { Avatar = null } },
            }
            : found;
}
