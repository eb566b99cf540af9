using Octokit.Webhooks.Events.CheckRun;
using Octokit.Webhooks.Events.GithubAppAuthorization;
using Octokit.Webhooks.Events.Installation;
using Octokit.Webhooks.Events.InstallationRepositories;
using Octokit.Webhooks.Events.IssueComment;
using Octokit.Webhooks.Events.Issues;
using Octokit.Webhooks.Events.Label;
using Octokit.Webhooks.Events.Milestone;
using Octokit.Webhooks.Events.Organization;
using Octokit.Webhooks.Events.PullRequestReviewComment;
using Octokit.Webhooks.Events.Repository;
using Octokit.Webhooks.Events.SubIssues;
using Octokit.Webhooks.Events.Team;
using static Unfurl.GitHub.GitHubResources;
using Event = Octokit.Webhooks.WebhookEventType;

namespace Unfurl.GitHub.Webhooks;

/// <summary>
/// The effect of GitHub's events on cards: https://docs.github.com/en/webhooks/webhook-events-and-payloads. An event
/// without a rule changes no card. An unknown action of a known event counts as a
/// change. The card of a comment also has the resource of its target, so a change there reaches it. The card of a pull
/// request has its head commit, which is all that checks, statuses and pushes name.
/// </summary>
internal static class WebhookRules
{
    // A delivery with more repositories is reported by their owners.
    internal const int MaxListedRepositories = 100;

    private const string RepositoryPath = "repository";
    private const string InstallationOwnerPath = "installation.account.login";

    private static readonly string[] ParentActions =
    [
        SubIssuesActionValue.ParentIssueAdded,
        SubIssuesActionValue.ParentIssueRemoved,
    ];

    // Of each group the first matching rule applies, and their effects add up.
    public static readonly IReadOnlyList<WebhookRuleGroup> Groups =
    [
        new("issues, pull requests", IssueAndPullRequestRules()),
        new("commits, branches, tags", CommitRules()),
        new("repositories", RepositoryRules()),
        new("access", MemberAndTeamRules()),
        new("access", InstallationRules()),
        .. GitHubAdapter
            .LinkKinds.Where(kind => kind.Webhooks.Count > 0)
            .Select(kind => new WebhookRuleGroup(kind.Patterns[0].Name, kind.Webhooks)),
    ];

    private static IEnumerable<WebhookRule> IssueAndPullRequestRules() =>
        [
            new(Event.PullRequest) { Refresh = p => [IssueOrPullRequestOf(p, "pull_request")] },
            new(Event.PullRequestReview) { Refresh = p => [IssueOrPullRequestOf(p, "pull_request")] },
            new(Event.PullRequestReviewThread) { Refresh = p => [IssueOrPullRequestOf(p, "pull_request")] },
            new(Event.PullRequestReviewComment, PullRequestReviewCommentActionValue.Deleted)
            {
                Refresh = p => [IssueOrPullRequestOf(p, "pull_request")],
                Purge = p => [CommentOf(p, "pull_request", ReviewComment(p.Number("comment.id")))],
            },
            new(Event.PullRequestReviewComment) { Refresh = p => [IssueOrPullRequestOf(p, "pull_request")] },
            new(Event.Issues, IssuesActionValue.Deleted) { Purge = p => [IssueOrPullRequestOf(p, "issue")] },
            // Other users may see the new location than the old one.
            new(Event.Issues, IssuesActionValue.Transferred)
            {
                Refresh = p =>
                    [InRepository(p.Number("changes.new_repository.id"), Issue(p.Number("changes.new_issue.number")))],
                Purge = p => [IssueOrPullRequestOf(p, "issue")],
            },
            new(Event.Issues, IssuesActionValue.Pinned, IssuesActionValue.Unpinned),
            new(Event.Issues) { Refresh = p => [IssueOrPullRequestOf(p, "issue")] },
            // A parent's card counts what is done of it. GitHub tells the repositories of both, each of its own issue first.
            new(Event.SubIssues, ParentActions)
            {
                RequiredPath = "parent_issue_repo",
                Refresh = p => [IssueOrPullRequestOf(p, "sub_issue"), IssueIn(p, "parent_issue_repo", "parent_issue")],
            },
            new(Event.SubIssues, ParentActions) { Refresh = p => [IssueOrPullRequestOf(p, "sub_issue")] },
            new(Event.SubIssues)
            {
                RequiredPath = "sub_issue_repo",
                Refresh = p => [IssueOrPullRequestOf(p, "parent_issue"), IssueIn(p, "sub_issue_repo", "sub_issue")],
            },
            new(Event.SubIssues) { Refresh = p => [IssueOrPullRequestOf(p, "parent_issue")] },
            new(Event.IssueComment, IssueCommentActionValue.Deleted)
            {
                Refresh = p => [IssueOrPullRequestOf(p, "issue")],
                Purge = p => [CommentOf(p, "issue", Comment(p.Number("comment.id")))],
            },
            new(Event.IssueComment) { Refresh = p => [IssueOrPullRequestOf(p, "issue")] },
            // The delivery does not say which cards show a label or milestone.
            new(Event.Label, LabelActionValue.Deleted) { Refresh = EntireRepository },
            new(Event.Label, LabelActionValue.Edited) { RequiredPath = "changes.name", Refresh = EntireRepository },
            new(Event.Milestone, MilestoneActionValue.Deleted) { Refresh = EntireRepository },
            new(Event.Milestone, MilestoneActionValue.Edited)
            {
                RequiredPath = "changes.title",
                Refresh = EntireRepository,
            },
        ];

    private static IEnumerable<WebhookRule> CommitRules() =>
        [
            new(Event.Status) { Refresh = p => [CommitOf(p, "sha")] },
            new(Event.CheckRun, CheckRunActionValue.RequestedAction),
            new(Event.CheckRun) { Refresh = p => [CommitOf(p, "check_run.head_sha")] },
            new(Event.CheckSuite) { Refresh = p => [CommitOf(p, "check_suite.head_sha")] },
            new(Event.CommitComment) { Refresh = p => [CommitOf(p, "comment.commit_id")] },
            new(Event.Create) { Refresh = p => [p.Ref()] },
            new(Event.Delete) { Refresh = p => [p.Ref()] },
            new(Event.Push) { RequiredPath = "created", Refresh = p => [RepositoryOf(p), p.Ref()] },
            // The previous head commit of the branch's pull requests.
            new(Event.Push) { Refresh = p => [RepositoryOf(p), p.Ref(), CommitOf(p, "before")] },
        ];

    private static IEnumerable<WebhookRule> RepositoryRules() =>
        [
            new(Event.Repository, RepositoryActionValue.Deleted, RepositoryActionValue.Privatized)
            {
                Purge = EntireRepository,
            },
            new(Event.Repository, RepositoryActionValue.Transferred)
            {
                RequiredPath = "changes.owner.from.organization",
                Purge = p =>
                    [
                        .. EntireRepository(p),
                        FormerRepository(p, "changes.owner.from.organization.login", "repository.name"),
                    ],
            },
            new(Event.Repository, RepositoryActionValue.Transferred)
            {
                RequiredPath = "changes.owner.from.user",
                Purge = p =>
                    [.. EntireRepository(p), FormerRepository(p, "changes.owner.from.user.login", "repository.name")],
            },
            new(Event.Repository, RepositoryActionValue.Transferred) { Purge = EntireRepository },
            new(Event.Repository, RepositoryActionValue.Renamed)
            {
                Refresh = p =>
                    [
                        .. EntireRepository(p),
                        FormerRepository(p, "repository.owner.login", "changes.repository.name.from"),
                    ],
            },
            new(Event.Repository, RepositoryActionValue.Created),
            // Without a branch in its link a card is of the default branch, and others are compared with it.
            new(Event.Repository, RepositoryActionValue.Edited)
            {
                RequiredPath = "changes.default_branch",
                Refresh = EntireRepository,
            },
            new(
                Event.Repository,
                RepositoryActionValue.Edited,
                RepositoryActionValue.Archived,
                RepositoryActionValue.Unarchived
            )
            {
                Refresh = p => [RepositoryOf(p)],
            },
            new(Event.Repository) { Refresh = EntireRepository },
            new(Event.Public) { Refresh = EntireRepository },
            new(Event.Release) { Refresh = p => [RepositoryOf(p)] },
            new(Event.Star) { Refresh = p => [RepositoryOf(p)] },
            new(Event.Fork) { Refresh = p => [RepositoryOf(p)] },
        ];

    // A member's entries can be refreshed by subject. A team's members are unknown, so the whole repository is purged. GitHub's
    // schema lets the member be null, and the repository of a team be absent.
    private static IEnumerable<WebhookRule> MemberAndTeamRules() =>
        [
            new(Event.Member) { RequiredPath = "member", Subjects = p => [p.Number("member.id")] },
            new(Event.Member) { Purge = EntireRepository },
            new(Event.Membership) { RequiredPath = "member", Subjects = p => [p.Number("member.id")] },
            new(Event.Membership) { Purge = Organization },
            new(Event.Organization, OrganizationActionValue.MemberAdded, OrganizationActionValue.MemberRemoved)
            {
                RequiredPath = "membership.user",
                Subjects = p => [p.Number("membership.user.id")],
            },
            new(Event.Organization, OrganizationActionValue.MemberAdded, OrganizationActionValue.MemberRemoved)
            {
                Purge = Organization,
            },
            new(Event.Organization, OrganizationActionValue.Renamed)
            {
                RequiredPath = "changes.login.from",
                Refresh = p => [.. Organization(p), OwnedBy(p, "changes.login.from")],
            },
            new(Event.Organization, OrganizationActionValue.Renamed) { Refresh = Organization },
            new(Event.Organization, OrganizationActionValue.Deleted) { Purge = Organization },
            new(Event.Team, TeamActionValue.Deleted) { Purge = Organization },
            new(Event.Team, TeamActionValue.RemovedFromRepository)
            {
                RequiredPath = RepositoryPath,
                Purge = EntireRepository,
            },
            new(Event.Team, TeamActionValue.RemovedFromRepository) { Purge = Organization },
            new(Event.Team, TeamActionValue.Edited) { RequiredPath = RepositoryPath, Purge = EntireRepository },
            new(Event.Team, TeamActionValue.AddedToRepository)
            {
                RequiredPath = RepositoryPath,
                Refresh = EntireRepository,
            },
            new(Event.Team, TeamActionValue.AddedToRepository) { Refresh = Organization },
            new(Event.TeamAdd) { Refresh = EntireRepository },
            new(Event.GithubAppAuthorization, GithubAppAuthorizationActionValue.Revoked)
            {
                Subjects = p => [p.Number("sender.id")],
            },
        ];

    // The account of an installation may be an enterprise, which has no login and owns organizations that are not listed, or
    // null.
    private static IEnumerable<WebhookRule> InstallationRules() =>
        [
            new(Event.Installation, InstallationActionValue.Deleted, InstallationActionValue.Suspend)
            {
                RequiredPath = InstallationOwnerPath,
                Purge = p => [OwnedBy(p, InstallationOwnerPath)],
            },
            new(Event.Installation, InstallationActionValue.Deleted, InstallationActionValue.Suspend)
            {
                PurgesEverything = true,
            },
            new(Event.Installation)
            {
                RequiredPath = InstallationOwnerPath,
                Refresh = p => [OwnedBy(p, InstallationOwnerPath)],
            },
            // Of an enterprise the slug changes, which no card has.
            new(Event.InstallationTarget)
            {
                RequiredPath = "changes.login.from",
                Refresh = p => [OwnedBy(p, "account.login"), OwnedBy(p, "changes.login.from")],
            },
            new(Event.InstallationRepositories, InstallationRepositoriesActionValue.Removed)
            {
                Purge = p => ListedRepositories(p, "repositories_removed"),
            },
            new(Event.InstallationRepositories, InstallationRepositoriesActionValue.Added)
            {
                Refresh = p => ListedRepositories(p, "repositories_added"),
            },
        ];

    private static Resource RepositoryOf(IPayload p) => Repository(p.Number("repository.id"));

    private static Resource IssueOrPullRequestOf(IPayload p, string target) => IssueIn(p, RepositoryPath, target);

    private static Resource IssueIn(IPayload p, string repository, string target) =>
        InRepository(p.Number($"{repository}.id"), Issue(p.Number($"{target}.number")));

    private static Resource CommentOf(IPayload p, string target, string comment) =>
        InRepository(p.Number("repository.id"), CommentOn(Issue(p.Number($"{target}.number")), comment));

    private static Resource CommitOf(IPayload p, string path) =>
        InRepository(p.Number("repository.id"), Commit(p.Sha(path)));

    private static IEnumerable<Resource> EntireRepository(IPayload p) =>
        [AllInRepository(p.Number("repository.id")), RepositoryNamed(p.FullName("repository.full_name"))];

    private static Resource FormerRepository(IPayload p, string owner, string name) =>
        RepositoryNamed($"{p.Name(owner)}/{p.Name(name)}");

    private static Resource OwnedBy(IPayload p, string path) => AllOfOwner(p.Name(path));

    private static IEnumerable<Resource> Organization(IPayload p) => [OwnedBy(p, "organization.login")];

    private static IEnumerable<Resource> ListedRepositories(IPayload p, string path) =>
        p.Elements(path) is { Count: <= MaxListedRepositories } repositories
            ? repositories.SelectMany(r =>
                new[] { AllInRepository(r.Number("id")), RepositoryNamed(r.FullName("full_name")) }
            )
            : p.Elements(path).Select(r => AllOfOwner(r.FullName("full_name").Split('/')[0])).Distinct();
}
