using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Unfurl.GitHub.Webhooks;
using Unfurl.Html;
using Event = Octokit.Webhooks.WebhookEventType;
using PullRequestActionValue = Octokit.Webhooks.Events.PullRequest.PullRequestActionValue;

namespace Unfurl.GitHub.Cards;

/// <summary>A folder on a branch, at a tag or at a commit; without a path, the branch or tag itself.</summary>
internal sealed partial class Folder()
    : RepositoryPartKind<Folder.RepositoryWithFolder>(
        FolderJson.Default.GraphQLResponseRepositoryDataRepositoryWithFolder
    )
{
    private const int MaxListed = 15;

    // https://docs.github.com/en/graphql/reference/objects#tree
    private static readonly GraphQLDocument Query = new(
        $$"""
        query Folder($owner: String!, $name: String!, $whole: String!, {{RefPath.ForEach("$ref_N: String!, $path_N: String, $expression_N: String!, $isReading_N: Boolean!", ", ")}}) {
          repository(owner: $owner, name: $name) {
            ...RepositoryFields
            ref(qualifiedName: $whole) {
              prefix
              ...TagFields
              ...BranchFields
            }
            defaultBranchRef {
              name
              compare(headRef: $whole) { # optional
                aheadBy
                behindBy
              }
            }
        {{RefPath.ForEach(
            """
                object_N: object(expression: $expression_N) @include(if: $isReading_N) {
                  ...TreeFields
                }
                commit_N: object(expression: $ref_N) @include(if: $isReading_N) {
                  ... on Commit {
                    history(first: 1, path: $path_N) {
                      nodes {
                        ...LastCommitFields
                      }
                    }
                  }
                }
            """
        )}}
          }
        }
        fragment TreeFields on GitObject {
          __typename
          ... on Tree {
            entries {
              name
              type
            }
          }
        }
        {{LastCommit.Fragment}}
        {{Branch.Fragment}}
        {{Tag.Fragment}}
        {{RepositoryNode.Fragment}}
        """
    );

    public override IReadOnlyList<LinkPattern> Patterns { get; } =
    [
        new(
            "Folder or branch",
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

    public override string KeyOf(LinkMatch match) => $"{RepositoryLink.Of(match).Key}/tree/{match.Decoded("path")}";

    protected override JsonObject VariablesOf(LinkMatch match)
    {
        var variables = RefPath.VariablesOf(ReadingsOf(match));
        variables["whole"] = match.Decoded("path");
        return variables;
    }

    protected override Resolution.Found? Find(RepositoryWithFolder repository, LinkMatch match)
    {
        if (repository.Ref is { } named)
            return named.IsTag
                ? Tag.Found(repository, new(named.Name, named.Target))
                : Branch.Found(repository, named, repository.DefaultBranchRef);
        var readings = ReadingsOf(match);
        for (var i = 0; i < readings.Count; i++)
        {
            if (repository.Objects[i] is Tree tree)
                return Found(repository, readings[i], tree, repository.Commits[i]);
        }
        return null;
    }

    private static IReadOnlyList<RefPath> ReadingsOf(LinkMatch match) =>
        RefPath.Readings(match.Decoded("path"), isPathOptional: true);

    private static Resolution.Found Found(RepositoryNode repository, RefPath place, Tree tree, ContainingCommit? commit)
    {
        var preview = new Preview
        {
            Title = place.Path.Length > 0 ? place.Path : repository.NameWithOwner,
            Identifier = $"{repository.NameWithOwner}@{place.ShortRef}",
            Icon = new PreviewImage.Own("folder"),
            Body = HtmlText.FromText(ListOf(tree)),
            Fields = PreviewFields.Of(PreviewFields.Text("entries", "Entries", CountsOf(tree))),
            Facts = new Facts { Kind = new Choice("Folder", GitHubColors.Gray) },
        };
        return repository.Found(
            LastCommit.AddTo(preview, commit?.History?.Newest),
            place.IsCommit ? [] : [GitHubResources.Ref(place.Ref)]
        );
    }

    // Folders first, as GitHub lists them.
    private static string ListOf(Tree tree)
    {
        var names = tree
            .All.OrderBy(entry => !entry.IsFolder)
            .Select(entry => entry.IsFolder ? $"{entry.Name}/" : entry.Name)
            .ToList();
        var more = PreviewFields.FormatCount(names.Count - MaxListed, "more", "more");
        return string.Join('\n', names.Take(MaxListed).Concat(more is null ? [] : [$"… {more}"]));
    }

    private static string CountsOf(Tree tree) =>
        string.Join(
            ", ",
            new[]
            {
                PreviewFields.FormatCount(tree.All.Count(entry => entry.IsFolder), "folder", "folders"),
                PreviewFields.FormatCount(tree.All.Count(entry => !entry.IsFolder), "file", "files"),
            }.OfType<string>()
        );

    internal sealed record RepositoryWithFolder(
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

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "__typename", IgnoreUnrecognizedTypeDiscriminators = true)]
    [JsonDerivedType(typeof(Tree), "Tree")]
    internal record GitObject;

    internal sealed record Tree(IReadOnlyList<Entry?>? Entries = null) : GitObject
    {
        [JsonIgnore]
        public IEnumerable<Entry> All => Entries?.OfType<Entry>() ?? [];
    }

    internal sealed record Entry(string Name, string Type)
    {
        public bool IsFolder => Type == "tree";
    }

    internal sealed record ContainingCommit(CommitHistory? History = null);

    [JsonSourceGenerationOptions(
        Converters = [typeof(MomentConverter)],
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true
    )]
    [JsonSerializable(typeof(GraphQLResponse<RepositoryData<RepositoryWithFolder>>))]
    private sealed partial class FolderJson : JsonSerializerContext;
}
