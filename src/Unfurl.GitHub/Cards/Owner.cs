using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Unfurl.Html;

namespace Unfurl.GitHub.Cards;

/// <summary>A user or an organization.</summary>
internal sealed partial class Owner() : QueryKind<Owner.Data>(OwnerJson.Default.GraphQLResponseData)
{
    // https://docs.github.com/en/graphql/reference/interfaces#repositoryowner
    private static readonly GraphQLDocument Query = new(
        """
        query Owner($login: String!) {
          repositoryOwner(login: $login) {
            __typename
            login
            avatarUrl(size: 80)
            ... on User {
              name
              bio
              company
              location
              websiteUrl
              createdAt
              followers {
                totalCount
              }
              repositories(privacy: PUBLIC, ownerAffiliations: OWNER) {
                totalCount
              }
            }
            ... on Organization {
              name
              description
              location
              websiteUrl
              createdAt
              isVerified # optional
              repositories(privacy: PUBLIC) {
                totalCount
              }
            }
          }
        }
        """
    );

    public override IReadOnlyList<LinkPattern> Patterns { get; } =
    [
        new(
            "Organization",
            "/orgs/{login:name}[/{tab:people|repositories|teams|projects|discussions|packages}]",
            "/orgs/octo-org"
        ),
        new(
            "Package of an owner",
            "/{kind:orgs|users}/{login:name}/packages/{type:name}/package/{*package}",
            "/orgs/octo-org/packages/container/package/hello-world"
        ),
        // A login has no dot, as files have: /octocat.png, /robots.txt.
        new("User or organization", "/{login:slug}", "/octocat", RepositoryLink.Reserved),
    ];

    public override string Permission => "–";

    protected override GraphQLDocument Document => Query;

    // GitHub ignores the case of logins.
    public override string KeyOf(LinkMatch match) =>
        PackageOf(match) is { } package
            ? $"orgs/{match["login"].ToLowerInvariant()}/packages/{match["type"]}/{package}"
            : match["login"].ToLowerInvariant();

    protected override JsonObject VariablesOf(LinkMatch match, GitHubClient client) =>
        new() { ["login"] = match["login"] };

    protected override Resolution.Found? Find(Data data, LinkMatch match) =>
        Find(data) is not { } owner ? null
        : PackageOf(match) is { } package ? Found(owner, package)
        : owner;

    // Packages need a scope of their own, so a link to one shows whose it is.
    private static Resolution.Found Found(Resolution.Found owner, string package) =>
        owner with
        {
            Preview = owner.Preview with
            {
                Title = package,
                Facts = owner.Preview.Facts with { Kind = new Choice("Package", GitHubColors.Gray) },
            },
        };

    private static string? PackageOf(LinkMatch match) =>
        match.Optional("package") is null ? null : match.Decoded("package");

    private static Resolution.Found? Find(Data data) =>
        data.RepositoryOwner switch
        {
            User user => Found(
                user,
                new Choice("User", GitHubColors.Gray),
                "user",
                user.Bio,
                PreviewFields.Text("company", "Company", user.Company),
                PreviewFields.Text(
                    "followers",
                    "Followers",
                    PreviewFields.FormatCount(user.Followers?.TotalCount, "follower", "followers")
                )
            ),
            Organization organization => Found(
                organization,
                new Choice("Organization", GitHubColors.Gray),
                "organization",
                organization.Description,
                PreviewFields.Text("verified", "Verified", organization.IsVerified ? "Verified" : null)
            ),
            _ => null,
        };

    // A profile may be for the members of an enterprise only, so it is never shared.
    private static Resolution.Found Found(
        Profile profile,
        Choice kind,
        string icon,
        string? text,
        params ReadOnlySpan<Field?> fields
    ) =>
        new(
            new Preview
            {
                Title = string.IsNullOrWhiteSpace(profile.Name) ? profile.Login : profile.Name,
                Identifier = profile.Login,
                Icon = new PreviewImage.Own(icon),
                Author = Actor.PersonOf(profile.Login, profile.AvatarUrl),
                Body = HtmlText.FromText(text is null ? null : EmojiShortcodes.Replace(text)),
                Fields = PreviewFields.Of([
                    .. fields,
                    PreviewFields.Text(
                        "repositories",
                        "Repositories",
                        PreviewFields.FormatCount(
                            profile.Repositories?.TotalCount,
                            "public repository",
                            "public repositories"
                        )
                    ),
                    PreviewFields.Text("location", "Location", profile.Location),
                    PreviewFields.Text("website", "Website", profile.WebsiteUrl),
                    PreviewFields.Moment("created_at", "Joined", profile.CreatedAt),
                ]),
                Facts = new Facts { Kind = kind },
            }
        )
        {
            Audience = Audience.Account,
            Resources = [GitHubResources.AllOfOwner(profile.Login)],
        };

    internal sealed record Data(Profile? RepositoryOwner = null);

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "__typename", IgnoreUnrecognizedTypeDiscriminators = true)]
    [JsonDerivedType(typeof(User), "User")]
    [JsonDerivedType(typeof(Organization), "Organization")]
    internal record Profile(string Login)
    {
        public string? AvatarUrl { get; init; }

        public string? Name { get; init; }

        public string? Location { get; init; }

        public string? WebsiteUrl { get; init; }

        public DateTimeOffset? CreatedAt { get; init; }

        public ConnectionCount? Repositories { get; init; }
    }

    internal sealed record User(
        string Login,
        string? Bio = null,
        string? Company = null,
        ConnectionCount? Followers = null
    ) : Profile(Login);

    internal sealed record Organization(string Login, string? Description = null, bool IsVerified = false)
        : Profile(Login);

    [JsonSourceGenerationOptions(
        Converters = [typeof(MomentConverter)],
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true
    )]
    [JsonSerializable(typeof(GraphQLResponse<Data>))]
    private sealed partial class OwnerJson : JsonSerializerContext;
}
