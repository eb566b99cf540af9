using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Unfurl.GitHub.Webhooks;
using Event = Octokit.Webhooks.WebhookEventType;
using PullRequestActionValue = Octokit.Webhooks.Events.PullRequest.PullRequestActionValue;

namespace Unfurl.GitHub.Cards;

/// <summary>
/// A path on a branch, at a tag or at a commit: a file or a folder, whichever of the two the link says; without a path, the
/// branch or tag itself.
/// </summary>
internal sealed partial class RepositoryPath()
    : RepositoryPartKind<RepositoryPath.RepositoryWithPath>(
        RepositoryPathJson.Default.GraphQLResponseRepositoryDataRepositoryWithPath
    )
{
    private const string FolderOrBranch = "Folder or branch";

    // What changed a file last, and in which language it is, takes longer to find out than its text.
    private static readonly GraphQLDocument Query = new(
        $$"""
        query RepositoryPath($owner: String!, $name: String!, $whole: String!, $mayBeRef: Boolean!, {{RefPath.ForEach("$ref_N: String!, $path_N: String, $file_N: String!, $expression_N: String!, $isReading_N: Boolean!, $hasPath_N: Boolean!", ", ")}}) {
          repository(owner: $owner, name: $name) {
            ...RepositoryFields
            ref(qualifiedName: $whole) @include(if: $mayBeRef) {
              prefix
              ...TagFields
              ...BranchFields
            }
            defaultBranchRef {
              name
              compare(headRef: $whole) @include(if: $mayBeRef) { # optional
                aheadBy
                behindBy
              }
            }
        {{RefPath.ForEach(
            """
                object_N: object(expression: $expression_N) @include(if: $isReading_N) {
                  __typename
                  ...BlobFields
                  ...TreeFields
                }
                commit_N: object(expression: $ref_N) @include(if: $isReading_N) {
                  ... on Commit {
                    oid
                    history(first: 1, path: $path_N) {
                      nodes {
                        ...LastCommitFields
                      }
                    }
                    file(path: $file_N) @include(if: $hasPath_N) {
                      name
                      lineCount # optional
                      language { # optional
                        name
                      }
                    }
                  }
                }
            """
        )}}
          }
        }
        {{File.Fragment}}
        {{Folder.Fragment}}
        {{LastCommit.Fragment}}
        {{Branch.Fragment}}
        {{Tag.Fragment}}
        {{RepositoryNode.Fragment}}
        """
    );

    public override IReadOnlyList<LinkPattern> Patterns { get; } =
    [
        new(
            "File",
            $"{RepositoryLink.Template}/{{view:blob|blame|raw}}/{{start}}/{{*rest}}",
            "/octocat/Hello-World/blob/feature/cache/src/Cache.cs",
            RepositoryLink.Reserved
        ),
        new(
            FolderOrBranch,
            $"{RepositoryLink.Template}/tree/{{*path}}",
            "/octocat/Hello-World/tree/feature/cache/src",
            RepositoryLink.Reserved
        ),
    ];

    public override IReadOnlyList<WebhookRule> Webhooks =>
        [
            // The card of a branch names its pull request.
            new(
                Event.PullRequest,
                PullRequestActionValue.Opened,
                PullRequestActionValue.Edited,
                PullRequestActionValue.Closed,
                PullRequestActionValue.Reopened
            )
            {
                Refresh = p => [p.InRepository(GitHubResources.Branch(p.RefName("pull_request.head.ref")))],
            },
        ];

    public override string Permission => "Contents";

    protected override GraphQLDocument Document => Query;

    // The lines go first, because a path may hold anything.
    public override string KeyOf(LinkMatch match) =>
        MayBeRef(match)
            ? $"{RepositoryLink.Of(match).Key}/tree/{TextOf(match)}"
            : $"{RepositoryLink.Of(match).Key}/blob{(LinesOf(match) is { } lines ? $"#{lines}" : "")}/{TextOf(match)}";

    protected override JsonObject VariablesOf(LinkMatch match)
    {
        var variables = RefPath.VariablesOf(ReadingsOf(match), withObjects: true);
        variables["whole"] = TextOf(match);
        variables["mayBeRef"] = MayBeRef(match);
        return variables;
    }

    protected override Resolution.Found? Find(RepositoryWithPath repository, LinkMatch match)
    {
        if (repository.Ref is { } named)
            return named.IsTag
                ? Tag.Found(repository, new(named.Name, named.Target))
                : Branch.Found(repository, named, repository.DefaultBranchRef);
        var readings = ReadingsOf(match);
        for (var i = 0; i < readings.Count; i++)
        {
            var place = readings[i].On(repository.DefaultBranchRef?.Name);
            var commit = repository.Commits[i];
            switch (repository.Objects[i])
            {
                case File.Blob blob:
                    return File.Found(repository, place, blob, commit, LinesOf(match));
                case Folder.Tree tree:
                    return Folder.Found(repository, place, tree, commit);
            }
        }
        return null;
    }

    private static IReadOnlyList<RefPath> ReadingsOf(LinkMatch match) =>
        RefPath.Readings(TextOf(match), isPathOptional: MayBeRef(match));

    private static bool MayBeRef(LinkMatch match) => match.Pattern.Name == FolderOrBranch;

    // A branch and a path. A link to a file has at least two segments.
    private static string TextOf(LinkMatch match) =>
        RefPath.Plain(MayBeRef(match) ? match.Decoded("path") : $"{match.Decoded("start")}/{match.Decoded("rest")}");

    private static LineRange? LinesOf(LinkMatch match) => LineRange.Of(match.Link.Fragment);

    internal sealed record RepositoryWithPath(
        long? DatabaseId,
        string NameWithOwner,
        string Visibility,
        Branch.Ref? Ref = null,
        Branch.DefaultBranch? DefaultBranchRef = null,
        GitObject? Object1 = null,
        GitObject? Object2 = null,
        GitObject? Object3 = null,
        GitObject? Object4 = null,
        ContainingCommit? Commit1 = null,
        ContainingCommit? Commit2 = null,
        ContainingCommit? Commit3 = null,
        ContainingCommit? Commit4 = null
    ) : RepositoryNode(DatabaseId, NameWithOwner, Visibility)
    {
        [JsonIgnore]
        public GitObject?[] Objects => [Object1, Object2, Object3, Object4];

        [JsonIgnore]
        public ContainingCommit?[] Commits => [Commit1, Commit2, Commit3, Commit4];
    }

    [JsonSourceGenerationOptions(
        Converters = [typeof(MomentConverter)],
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true
    )]
    [JsonSerializable(typeof(GraphQLResponse<RepositoryData<RepositoryWithPath>>))]
    private sealed partial class RepositoryPathJson : JsonSerializerContext;
}

/// <summary>What lies at a path.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "__typename", IgnoreUnrecognizedTypeDiscriminators = true)]
[JsonDerivedType(typeof(File.Blob), "Blob")]
[JsonDerivedType(typeof(Folder.Tree), "Tree")]
internal record GitObject;

/// <summary>The commit that a branch or tag leads to.</summary>
internal sealed record ContainingCommit(CommitHistory? History = null, File.InCommit? File = null);
