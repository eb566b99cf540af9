using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Unfurl.Html;

namespace Unfurl.GitHub.Cards;

/// <summary>The commits of a branch, or of a file or folder on it.</summary>
internal sealed partial class CommitList()
    : RepositoryPartKind<CommitList.RepositoryWithCommits>(
        CommitListJson.Default.GraphQLResponseRepositoryDataRepositoryWithCommits
    )
{
    // https://docs.github.com/en/graphql/reference/objects#commithistoryconnection
    private static readonly GraphQLDocument Query = new(
        $$"""
        query CommitList($owner: String!, $name: String!, $isOfDefaultBranch: Boolean!, {{RefPath.ForEach("$ref_N: String!, $path_N: String, $isReading_N: Boolean!", ", ")}}) {
          repository(owner: $owner, name: $name) {
            ...RepositoryFields
            defaultBranchRef {
              name
              target @include(if: $isOfDefaultBranch) {
                ... on Commit {
                  history(first: 5) {
                    ...HistoryFields
                  }
                }
              }
            }
        {{RefPath.ForEach(
            """
                commit_N: object(expression: $ref_N) @include(if: $isReading_N) {
                  ... on Commit {
                    history(first: 5, path: $path_N) {
                      ...HistoryFields
                    }
                  }
                  ... on Tag {
                    target {
                      ... on Commit {
                        history(first: 5, path: $path_N) {
                          ...HistoryFields
                        }
                      }
                    }
                  }
                }
            """
        )}}
          }
        }
        fragment HistoryFields on CommitHistoryConnection {
          totalCount
          nodes {
            ...LastCommitFields
          }
        }
        {{LastCommit.Fragment}}
        {{GitActor.Fragment}}
        {{RepositoryNode.Fragment}}
        """
    );

    public override IReadOnlyList<LinkPattern> Patterns { get; } =
    [
        new("Commits", $"{RepositoryLink.Template}/commits", "/octocat/Hello-World/commits", RepositoryLink.Reserved),
        new(
            "Commits of a branch or file",
            $"{RepositoryLink.Template}/commits/{{*path}}",
            "/octocat/Hello-World/commits/feature/cache/src/Cache.cs",
            RepositoryLink.Reserved
        ),
    ];

    public override string Permission => "Contents";

    protected override GraphQLDocument Document => Query;

    public override string KeyOf(LinkMatch match) => $"{RepositoryLink.Of(match).Key}/commits/{TextOf(match)}";

    protected override JsonObject VariablesOf(LinkMatch match)
    {
        var variables = RefPath.VariablesOf(ReadingsOf(match), withObjects: false);
        variables["isOfDefaultBranch"] = IsOfDefaultBranch(match);
        return variables;
    }

    protected override Resolution.Found? Find(RepositoryWithCommits repository, LinkMatch match)
    {
        var branch = repository.DefaultBranchRef;
        if (IsOfDefaultBranch(match))
            return branch?.Target?.History is { } ofBranch ? Found(repository, new(branch.Name, ""), ofBranch) : null;
        var readings = ReadingsOf(match);
        for (var i = 0; i < readings.Count; i++)
        {
            if (
                (repository.Commits[i]?.History ?? repository.Commits[i]?.Target?.History) is
                { TotalCount: > 0 } history
            )
                return Found(repository, readings[i].On(branch?.Name), history);
        }
        return null;
    }

    private static bool IsOfDefaultBranch(LinkMatch match) => TextOf(match).Length == 0;

    private static IReadOnlyList<RefPath> ReadingsOf(LinkMatch match) =>
        IsOfDefaultBranch(match) ? [] : RefPath.Readings(TextOf(match), isPathOptional: true);

    // Empty for the default branch.
    private static string TextOf(LinkMatch match) =>
        match.Optional("path") is not null && RefPath.Plain(match.Decoded("path")) is var text && !RefPath.IsHead(text)
            ? text
            : "";

    private static Resolution.Found Found(RepositoryNode repository, RefPath place, History history)
    {
        var newest = history.Nodes is [var first, ..] ? first : null;
        return repository.Found(
            new Preview
            {
                Title = place.Path.Length > 0 ? $"History of {place.Path}" : $"Commits on {place.ShortRef}",
                Identifier = $"{repository.NameWithOwner}@{place.ShortRef}",
                Icon = new PreviewImage.Own("commit"),
                Author = newest is null ? null : GitActor.PersonOf(newest.Author),
                Body = HtmlText.FromText(
                    string.Join('\n', history.Nodes?.OfType<LastCommit>().Select(commit => commit.Line) ?? [])
                ),
                Fields = PreviewFields.Of(
                    PreviewFields.Text(
                        "commits",
                        "Commits",
                        PreviewFields.FormatCount(history.TotalCount, "commit", "commits")
                    )
                ),
                Facts = new Facts { Updated = newest?.CommittedDate },
            },
            place.IsCommit ? [] : [GitHubResources.Ref(place.Ref)]
        );
    }

    internal sealed record RepositoryWithCommits(
        long? DatabaseId,
        string NameWithOwner,
        string Visibility,
        BranchWithHistory? DefaultBranchRef = null,
        CommitWithHistory? Commit1 = null,
        CommitWithHistory? Commit2 = null,
        CommitWithHistory? Commit3 = null,
        CommitWithHistory? Commit4 = null
    ) : RepositoryNode(DatabaseId, NameWithOwner, Visibility)
    {
        [JsonIgnore]
        public CommitWithHistory?[] Commits => [Commit1, Commit2, Commit3, Commit4];
    }

    internal sealed record BranchWithHistory(string Name, CommitWithHistory? Target = null);

    internal sealed record CommitWithHistory(History? History = null, CommitWithHistory? Target = null);

    internal sealed record History(int TotalCount = 0, IReadOnlyList<LastCommit?>? Nodes = null);

    [JsonSourceGenerationOptions(
        Converters = [typeof(MomentConverter)],
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true
    )]
    [JsonSerializable(typeof(GraphQLResponse<RepositoryData<RepositoryWithCommits>>))]
    private sealed partial class CommitListJson : JsonSerializerContext;
}
