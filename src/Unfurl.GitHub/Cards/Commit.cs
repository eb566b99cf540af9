using System.Text.Json.Serialization;

namespace Unfurl.GitHub.Cards;

/// <summary>A commit in a repository, or on the tab of a pull request.</summary>
internal sealed partial class Commit : IGitHubLinkKind
{
    public const string Template = $"{RepositoryLink.Template}/commit/{{sha:sha}}[.{{format:diff|patch}}][/checks]";

    public const string TemplateInPullRequest =
        $"{RepositoryLink.Template}/pull/{{number:int}}/commits/{{sha:sha}}[.{{format:diff|patch}}]";

    // https://docs.github.com/en/graphql/reference/objects#commit
    internal static readonly GraphQLDocument Document = new(
        $$"""
        query Commit($owner: String!, $name: String!, $expression: String!, {{CommentNode.Declarations}}) {
          repository(owner: $owner, name: $name) {
            ...RepositoryFields
            object(expression: $expression) {
              __typename
              ... on Commit {
                oid
                abbreviatedOid
                message
                committedDate
                additions
                deletions
                changedFilesIfAvailable # optional
                author {
                  ...GitActorFields
                }
                signature {
                  isValid
                }
                statusCheckRollup { # optional
                  ...ChecksFields
                }
              }
            }
          }
          {{CommentNode.Selection}}
        }
        {{StatusCheckRollup.Fragment}}
        {{GitActor.Fragment}}
        {{RepositoryNode.Fragment}}
        """
    );

    public IReadOnlyList<LinkPattern> Patterns { get; } =
    [
        new(
            "Commit",
            Template,
            "/octocat/Hello-World/commit/6dcb09b5b57875f334f61aebed695e2e4193db5e",
            RepositoryLink.Reserved
        ),
        new(
            "Commit of a pull request",
            TemplateInPullRequest,
            "/octocat/Hello-World/pull/1347/commits/6dcb09b5b57875f334f61aebed695e2e4193db5e",
            RepositoryLink.Reserved
        ),
    ];

    public IReadOnlyList<GraphQLDocument> Documents => [Document];

    public string Permission => "Contents";

    public string KeyOf(LinkMatch match) => LinkKeyOf(match);

    public async Task<Resolution> ResolveAsync(
        LinkMatch match,
        GitHubClient client,
        CancellationToken cancellationToken
    )
    {
        var target = await FindAsync(match, null, client, cancellationToken);
        return target.Succeeded ? target.Value.Found() : target.Failure;
    }

    // A short sha has a key of its own: only GitHub knows which commit it abbreviates, and a new commit can make it
    // ambiguous. Both cards have the same resource, so an update reaches both.
    internal static string LinkKeyOf(LinkMatch match) => $"{RepositoryLink.Of(match).Key}@{ShaOf(match)}";

    internal static async Task<GitHubOutcome<LinkTarget>> FindAsync(
        LinkMatch match,
        string? commentNodeId,
        GitHubClient client,
        CancellationToken cancellationToken
    )
    {
        var sha = ShaOf(match);
        CommentNode? comment = null;
        var repository = await client.QueryAsync(
            Document,
            CommentNode.AddTo(RepositoryLink.Of(match).Variables(new() { ["expression"] = sha }), commentNodeId),
            CommitJson.Default.GraphQLResponseData,
            data =>
            {
                comment = data.Comment;
                return data.Repository is { Object: not null } found ? found : null;
            },
            cancellationToken
        );
        if (!repository.Succeeded)
            return new(null, repository.Failure);

        // The expression may also name a tag or branch that looks like a sha.
        return
            repository.Value.Object is CommitObject commit
            && commit.Oid.StartsWith(sha, StringComparison.OrdinalIgnoreCase)
            ? new(TargetOf(repository.Value, commit) with { Comment = comment }, null)
            : new(null, new Resolution.NotFound());
    }

    private static LinkTarget TargetOf(RepositoryNode repository, CommitObject commit) =>
        new(
            repository,
            [GitHubResources.Commit(commit.Oid)],
            PreviewOf(commit) with
            {
                Identifier = $"{repository.NameWithOwner}@{commit.AbbreviatedOid}",
            }
        );

    private static string ShaOf(LinkMatch match) => match["sha"].ToLowerInvariant();

    private static Preview PreviewOf(CommitObject commit)
    {
        var message = CommitMessage.Of(commit.Message);
        return new()
        {
            Title = message.Subject.Length > 0 ? message.Subject : commit.AbbreviatedOid,
            Icon = new PreviewImage.Own("commit"),
            Author = GitActor.PersonOf(commit.Author),
            Body = message.Body,
            Fields = PreviewFields.Of(
                PreviewFields.Checks(commit.StatusCheckRollup),
                PreviewFields.FailedChecks(commit.StatusCheckRollup),
                PreviewFields.Text(
                    "changes",
                    "Changes",
                    PreviewFields.FormatChanges(commit.Additions, commit.Deletions, commit.ChangedFilesIfAvailable)
                ),
                PreviewFields.Text("signature", "Signature", commit.Signature is { IsValid: true } ? "Verified" : null),
                PreviewFields.Moment("created_at", "Committed", commit.CommittedDate)
            ),
            Facts = new Facts { Created = commit.CommittedDate },
        };
    }

    private sealed record Data(RepositoryNodeWithObject? Repository = null, CommentNode? Comment = null);

    private sealed record RepositoryNodeWithObject(
        long? DatabaseId,
        string NameWithOwner,
        string Visibility,
        GitObject? Object = null
    ) : RepositoryNode(DatabaseId, NameWithOwner, Visibility);

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "__typename", IgnoreUnrecognizedTypeDiscriminators = true)]
    [JsonDerivedType(typeof(CommitObject), "Commit")]
    private record GitObject;

    private sealed record CommitObject(
        string Oid,
        string AbbreviatedOid,
        int Additions,
        int Deletions,
        string? Message = null,
        DateTimeOffset? CommittedDate = null,
        int? ChangedFilesIfAvailable = null,
        GitActor? Author = null,
        Signature? Signature = null,
        StatusCheckRollup? StatusCheckRollup = null
    ) : GitObject;

    [JsonSourceGenerationOptions(
        Converters = [typeof(MomentConverter)],
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true
    )]
    [JsonSerializable(typeof(GraphQLResponse<Data>))]
    private sealed partial class CommitJson : JsonSerializerContext;
}
