using System.Text.Json.Serialization;
using Unfurl.Html;

namespace Unfurl.GitHub.Cards;

/// <summary>What one branch, tag or commit has that another lacks.</summary>
internal sealed partial class Compare : IGitHubLinkKind
{
    private static readonly string[] Formats = [".diff", ".patch"];

    // https://docs.github.com/en/graphql/reference/objects#comparison. Its base is a branch or a tag; REST has the rest.
    private static readonly GraphQLDocument Document = new(
        $$"""
        query Compare($owner: String!, $name: String!, $base: String!, $head: String!, $isWithBase: Boolean!) {
          repository(owner: $owner, name: $name) {
            ...RepositoryFields
            ref(qualifiedName: $base) @include(if: $isWithBase) {
              ...ComparisonFields
            }
            defaultBranchRef @skip(if: $isWithBase) {
              ...ComparisonFields
            }
            standard: defaultBranchRef {
              name
            }
          }
        }
        fragment ComparisonFields on Ref {
          name
          compare(headRef: $head) {
            status
            aheadBy
            behindBy
            commits(last: 5) {
              nodes {
                abbreviatedOid
                messageHeadline
              }
            }
          }
        }
        {{RepositoryNode.Fragment}}
        """
    );

    public IReadOnlyList<LinkPattern> Patterns { get; } =
    [
        new(
            "Compare",
            $"{RepositoryLink.Template}/compare/{{*range}}",
            "/octocat/Hello-World/compare/main...feature/cache",
            RepositoryLink.Reserved
        ),
    ];

    public IReadOnlyList<GraphQLDocument> Documents => [Document];

    public string Permission => "Contents";

    public string KeyOf(LinkMatch match) => $"{RepositoryLink.Of(match).Key}/compare/{TextOf(match)}";

    public async Task<Resolution> ResolveAsync(
        LinkMatch match,
        GitHubClient client,
        CancellationToken cancellationToken
    )
    {
        var (link, range) = (RepositoryLink.Of(match), RangeOf(match));
        var queried = await client.QueryAsync(
            Document,
            link.Variables(
                new()
                {
                    ["base"] = range.Base ?? "",
                    ["head"] = range.Head,
                    ["isWithBase"] = range.Base is not null,
                }
            ),
            CompareJson.Default.GraphQLResponseRepositoryDataRepositoryWithRefs,
            data => data.Repository,
            cancellationToken
        );
        if (!queried.Succeeded)
            return queried.Failure;
        var repository = queried.Value;
        var @base = range.Base ?? repository.DefaultBranchRef?.Name;
        if (@base is null || range.Head.Length == 0)
            return new Resolution.NotFound();

        range = range with { Base = @base, Head = range.HeadOn(repository.Standard?.Name) };
        if ((repository.Ref ?? repository.DefaultBranchRef)?.Compare is { } comparison)
            return Found(repository, range, comparison);
        var rest = await client.Rest.GetAsync(
            RestPathOf(link, range),
            CompareRestJson.Default.RestComparison,
            cancellationToken
        );
        return rest.Succeeded ? Found(repository, range, rest.Value.ToComparison()) : rest.Failure;
    }

    // Without a base GitHub compares with the default branch. No name of Git's has two dots in a row.
    // GitHub takes these endings as a format, also where a branch has such a name.
    private static string TextOf(LinkMatch match)
    {
        var text = match.Decoded("range");
        var format = Formats.FirstOrDefault(ending => text.EndsWith(ending, StringComparison.Ordinal));
        return format is null ? text : text[..^format.Length];
    }

    private static Range RangeOf(LinkMatch match)
    {
        var text = TextOf(match);
        var at = text.IndexOf("..", StringComparison.Ordinal);
        if (at < 0)
            return new(null, "...", RefPath.Plain(text));
        var dots = text[at..].StartsWith("...", StringComparison.Ordinal) ? "..." : "..";
        var from = RefPath.Plain(text[..at]);
        return new(at == 0 || RefPath.IsHead(from) ? null : from, dots, RefPath.Plain(text[(at + dots.Length)..]));
    }

    // https://docs.github.com/en/rest/commits/commits#compare-two-commits. Its first page has all changed files, which can
    // be megabytes.
    private static string RestPathOf(RepositoryLink repository, Range range) =>
        repository.RestPath(
            $"compare/{Uri.EscapeDataString(range.Base!)}...{Uri.EscapeDataString(range.Head)}?per_page=1&page=2"
        );

    private static Resolution.Found Found(RepositoryNode repository, Range range, Comparison comparison)
    {
        var (status, icon) = StateOf(comparison);
        var found = repository.Found(
            new Preview
            {
                Title = $"Comparing {range.Base}{range.Dots}{range.Head}",
                Identifier = repository.NameWithOwner,
                Icon = new PreviewImage.Own(icon),
                Status = status,
                Body = HtmlText.FromText(TextOf(comparison)),
                Fields = PreviewFields.Of(PreviewFields.Text("commits", "Commits", CountsOf(comparison))),
            },
            GitHubResources.Ref(range.Base!),
            GitHubResources.Ref(range.Head)
        );
        // Another repository's branch may be for fewer people than this repository.
        return range.IsAcrossForks ? found with { Audience = Audience.Account } : found;
    }

    // https://docs.github.com/en/graphql/reference/enums#comparisonstatus; REST writes the same words in lower case.
    private static (Choice? Status, string Icon) StateOf(Comparison comparison) =>
        comparison.Status.ToUpperInvariant() switch
        {
            "AHEAD" => (new("Ahead", GitHubColors.Green), "compare"),
            "BEHIND" => (new("Behind", GitHubColors.Gray), "compare"),
            "DIVERGED" => (new("Diverged", GitHubColors.Yellow), "compare"),
            "IDENTICAL" => (new("Identical", GitHubColors.Gray), "compare"),
            _ => (null, "compare"),
        };

    // E.g. "3 commits ahead, 2 commits behind".
    private static string? CountsOf(Comparison comparison) =>
        string.Join(
            ", ",
            new[]
            {
                PreviewFields.FormatCount(comparison.AheadBy, "commit ahead", "commits ahead"),
                PreviewFields.FormatCount(comparison.BehindBy, "commit behind", "commits behind"),
            }.OfType<string>()
        );

    // The newest commit first.
    private static string TextOf(Comparison comparison) =>
        string.Join(
            '\n',
            (comparison.Commits?.Nodes ?? [])
                .OfType<ComparedCommit>()
                .Reverse()
                .Select(commit => $"{commit.AbbreviatedOid} {EmojiShortcodes.Replace(commit.MessageHeadline)}")
        );

    internal sealed record RepositoryWithRefs(
        long? DatabaseId,
        string NameWithOwner,
        string Visibility,
        ComparedRef? Ref = null,
        ComparedRef? DefaultBranchRef = null,
        BranchName? Standard = null
    ) : RepositoryNode(DatabaseId, NameWithOwner, Visibility);

    internal sealed record BranchName(string Name);

    internal sealed record ComparedRef(string Name, Comparison? Compare = null);

    internal sealed record Comparison(string Status, int AheadBy, int BehindBy, CommitConnection? Commits = null);

    internal sealed record CommitConnection(IReadOnlyList<ComparedCommit?>? Nodes = null);

    internal sealed record ComparedCommit(string AbbreviatedOid, string MessageHeadline);

    internal sealed record RestComparison(string Status, int AheadBy, int BehindBy)
    {
        public Comparison ToComparison() => new(Status, AheadBy, BehindBy);
    }

    // Base is null for the default branch.
    private readonly record struct Range(string? Base, string Dots, string Head)
    {
        // Webhooks name the default branch.
        public string HeadOn(string? defaultBranch) => RefPath.IsHead(Head) ? defaultBranch ?? Head : Head;

        public bool IsAcrossForks => Head.Contains(':') || Base?.Contains(':') is true;
    }

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true
    )]
    [JsonSerializable(typeof(GraphQLResponse<RepositoryData<RepositoryWithRefs>>))]
    private sealed partial class CompareJson : JsonSerializerContext;

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true
    )]
    [JsonSerializable(typeof(RestComparison))]
    private sealed partial class CompareRestJson : JsonSerializerContext;
}
