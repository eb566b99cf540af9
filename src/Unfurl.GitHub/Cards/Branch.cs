using System.Globalization;

namespace Unfurl.GitHub.Cards;

/// <summary>A branch, which a link to the top folder on it shows.</summary>
internal static class Branch
{
    // https://docs.github.com/en/graphql/reference/objects#ref
    public const string Fragment = $$"""
        fragment BranchFields on Ref {
          associatedPullRequests(first: 1, states: OPEN) {
            nodes {
              number
              title
            }
          }
          branchTarget: target {
            oid
            ... on Commit {
              ...LastCommitFields
              statusCheckRollup { # optional
                ...ChecksFields
              }
            }
          }
        }
        {{StatusCheckRollup.Fragment}}
        """;

    public static Resolution.Found Found(RepositoryNode repository, Ref branch, DefaultBranch? defaultBranch)
    {
        var preview = new Preview
        {
            Title = branch.Name,
            Identifier = repository.NameWithOwner,
            Icon = new PreviewImage.Own("branch"),
            Fields = PreviewFields.Of(
                PreviewFields.Checks(branch.BranchTarget?.StatusCheckRollup),
                PreviewFields.FailedChecks(branch.BranchTarget?.StatusCheckRollup),
                PreviewFields.Text("distance", "Compared", DistanceOf(branch, defaultBranch)),
                PreviewFields.Text("pull_request", "Pull request", PullRequestOf(branch))
            ),
            Facts = new Facts
            {
                Kind = new Choice(branch.Name == defaultBranch?.Name ? "Default branch" : "Branch", GitHubColors.Gray),
            },
        };
        return repository.Found(
            LastCommit.AddTo(preview, branch.BranchTarget?.ToLastCommit()),
            [
                GitHubResources.Ref(branch.Name),
                GitHubResources.Branch(branch.Name),
                // What the distance is measured from.
                .. defaultBranch is null ? Array.Empty<string>() : [GitHubResources.Ref(defaultBranch.Name)],
                // Check and status deliveries name the commit only.
                .. branch.BranchTarget is null
                    ? Array.Empty<string>()
                    : [GitHubResources.Commit(branch.BranchTarget.Oid)],
            ]
        );
    }

    // E.g. "3 commits ahead of, 2 commits behind main", GitHub's own words.
    private static string? DistanceOf(Ref branch, DefaultBranch? defaultBranch)
    {
        if (defaultBranch?.Compare is not { } distance || branch.Name == defaultBranch.Name)
            return null;
        var ahead = PreviewFields.FormatCount(distance.AheadBy, "commit ahead of", "commits ahead of");
        var behind = PreviewFields.FormatCount(distance.BehindBy, "commit behind", "commits behind");
        return ahead is null && behind is null
            ? $"Up to date with {defaultBranch.Name}"
            : $"{string.Join(", ", new[] { ahead, behind }.OfType<string>())} {defaultBranch.Name}";
    }

    private static string? PullRequestOf(Ref branch) =>
        branch.AssociatedPullRequests?.Nodes?.FirstOrDefault() is { } pullRequest
            ? string.Create(CultureInfo.InvariantCulture, $"#{pullRequest.Number} {pullRequest.Title}")
            : null;

    internal sealed record Ref(
        string Name,
        string? Prefix = null,
        PullRequestConnection? AssociatedPullRequests = null,
        Head? BranchTarget = null,
        Tag.Target? Target = null
    )
    {
        public bool IsTag => Prefix == "refs/tags/";
    }

    internal sealed record PullRequestConnection(IReadOnlyList<PullRequestTitle?>? Nodes = null);

    internal sealed record PullRequestTitle(int Number, string Title);

    internal sealed record Head(
        string Oid,
        string? AbbreviatedOid = null,
        string? MessageHeadline = null,
        DateTimeOffset? CommittedDate = null,
        GitActor? Author = null,
        StatusCheckRollup? StatusCheckRollup = null
    )
    {
        public LastCommit? ToLastCommit() =>
            AbbreviatedOid is null ? null : new(AbbreviatedOid, MessageHeadline ?? "", CommittedDate, Author);
    }

    internal sealed record DefaultBranch(string Name, Distance? Compare = null);

    internal sealed record Distance(int AheadBy, int BehindBy);
}
