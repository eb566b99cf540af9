using Unfurl.GitHub.Cards;
using Unfurl.GitHub.Webhooks;

namespace Unfurl.GitHub;

internal sealed class GitHubAdapter : IProviderAdapter
{
    // Every kind there is: a new one is a source file.
    internal static readonly IReadOnlyList<IGitHubLinkKind> LinkKinds =
    [
        .. typeof(IGitHubLinkKind)
            .Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(IGitHubLinkKind)))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (IGitHubLinkKind)Activator.CreateInstance(type, nonPublic: true)!),
    ];

    // The most specific first: a comment before what it is on, a file of a release before a release, a search before its list.
    private static readonly IReadOnlyList<(IGitHubLinkKind Kind, LinkPattern Pattern)> Patterns =
    [
        .. LinkKinds
            .SelectMany(kind => kind.Patterns, (kind, pattern) => (kind, pattern))
            .OrderByDescending(it => it.pattern.Template.Contains('#', StringComparison.Ordinal))
            .ThenByDescending(it => NeedsQuery(it.pattern.Template))
            .ThenByDescending(it => SegmentsOf(it.pattern.Template)),
    ];

    // Made once, because a pattern compiles regular expressions.
    private static readonly Lazy<IReadOnlyList<(IGitHubLinkKind Kind, LinkPattern Pattern)>> PatternsOnGitHubDotCom =
        new(() =>
            [
                .. Patterns.Select(it =>
                    IsBelowAccount(it.Pattern)
                        ? it with
                        {
                            Pattern = new(
                                it.Pattern.Name,
                                it.Pattern.Template,
                                it.Pattern.Sample,
                                ReservedNames.OnGitHubDotCom
                            ),
                        }
                        : it
                ),
            ]
        );

    private readonly GitHubOptions _settings;
    private readonly SchemaFallback _schemaFallback = new();
    private readonly ETagCache _etagCache = new();

    public GitHubAdapter(GitHubOptions settings)
    {
        _settings = settings;
        Kinds =
        [
            .. (settings.IsGitHubDotCom ? PatternsOnGitHubDotCom.Value : Patterns).Select(it =>
                KindOf(it.Kind, it.Pattern)
            ),
        ];
        Webhooks = new GitHubWebhooks(settings.WebhookSecret);
        Origins =
        [
            .. new[] { settings.WebUrl, settings.ApiUrl, settings.GraphQLUrl }
                .Select(url => new Uri(url.GetLeftPart(UriPartial.Authority)))
                .Distinct(),
        ];
        SignIn = GitHubSignIn.Of(settings, IdentifyAsync, _etagCache);
    }

    public IReadOnlyList<LinkKind> Kinds { get; }

    public IReadOnlyList<Uri> Origins { get; }

    public SignIn SignIn { get; }

    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Icons => GitHubIcons.All;

    public IWebhookReceiver Webhooks { get; }

    private static bool NeedsQuery(string template) => template.Split('?') is [_, not ['[', ..]];

    // Without those of optional pieces and of words to choose from.
    private static int SegmentsOf(string template)
    {
        var (count, depth) = (0, 0);
        foreach (var c in template)
        {
            depth += c switch
            {
                '{' or '[' => 1,
                '}' or ']' => -1,
                _ => 0,
            };
            count += c == '/' && depth == 0 ? 1 : 0;
        }
        return count;
    }

    private static bool IsBelowAccount(LinkPattern pattern) =>
        pattern.Template.StartsWith("/{owner:name}", StringComparison.Ordinal)
        || pattern.Template.StartsWith("/{login:slug}", StringComparison.Ordinal);

    private LinkKind KindOf(IGitHubLinkKind kind, LinkPattern pattern) =>
        new(
            pattern,
            async (match, call, cancellationToken) =>
                await kind.ResolveAsync(match, ClientOf(call), cancellationToken) switch
                {
                    Resolution.Found found => found with { Preview = Shown(found.Preview) },
                    var other => other,
                }
        )
        {
            Key = kind.KeyOf,
        };

    private async Task<Identification> IdentifyAsync(ProviderCall call, CancellationToken cancellationToken)
    {
        var user = await ClientOf(call).GetUserAsync(cancellationToken);
        return user switch
        {
            { Value: { } found } => new Identification.Known(found.Id.ToString(), found.Login),
            { Failure: Resolution.SignInNeeded } => new Identification.Rejected(),
            { Failure: Resolution.Unavailable(var reason) } => new Identification.Unavailable(reason),
            _ => new Identification.Unavailable("refused"),
        };
    }

    private GitHubClient ClientOf(ProviderCall call) => new(_settings, call, _schemaFallback, _etagCache);

    private Preview Shown(Preview full) => _settings.HasCompactCards ? CompactCard.Of(full) : WithPublicPictures(full);

    // Notion fetches images without a session, so icons are served by Unfurl, and an avatar or a file is shown only if it is
    // public.
    private Preview WithPublicPictures(Preview preview)
    {
        if (preview.Author is { Avatar: PreviewImage.At avatar } author && !_settings.IsPublicPicture(avatar.Url))
            preview = preview with { Author = author with { Avatar = null } };
        if (preview.IdentifierImage is PreviewImage.At image && !_settings.IsPublicPicture(image.Url))
            preview = preview with { IdentifierImage = null };
        return preview.Media is { } media && !_settings.IsPublicPicture(media.Url)
            ? preview with
            {
                Media = null,
            }
            : preview;
    }
}
