using static Unfurl.GitHub.GitHubResources;

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
            new("pull_request") { Refresh = p => [IssueOrPullRequestOf(p, "pull_request")] },
            new("pull_request_review") { Refresh = p => [IssueOrPullRequestOf(p, "pull_request")] },
            new("pull_request_review_thread") { Refresh = p => [IssueOrPullRequestOf(p, "pull_request")] },
            new("pull_request_review_comment", "deleted")
            {
                Refresh = p => [IssueOrPullRequestOf(p, "pull_request")],
                Purge = p => [CommentOf(p, "pull_request", ReviewComment(p.Number("comment.id")))],
            },
            new("pull_request_review_comment") { Refresh = p => [IssueOrPullRequestOf(p, "pull_request")] },
            new("issues", "deleted") { Purge = p => [IssueOrPullRequestOf(p, "issue")] },
            // Other users may see the new location than the old one.
            new("issues", "transferred")
            {
                Refresh = p =>
                    [InRepository(p.Number("changes.new_repository.id"), Issue(p.Number("changes.new_issue.number")))],
                Purge = p => [IssueOrPullRequestOf(p, "issue")],
            },
            new("issues", "pinned", "unpinned"),
            new("issues") { Refresh = p => [IssueOrPullRequestOf(p, "issue")] },
            new("issue_comment", "deleted")
            {
                Refresh = p => [IssueOrPullRequestOf(p, "issue")],
                Purge = p => [CommentOf(p, "issue", Comment(p.Number("comment.id")))],
            },
            new("issue_comment") { Refresh = p => [IssueOrPullRequestOf(p, "issue")] },
            // The delivery does not say which cards show a label or milestone.
            new("label", "deleted") { Refresh = EntireRepository },
            new("label", "edited") { RequiredPath = "changes.name", Refresh = EntireRepository },
            new("milestone", "deleted") { Refresh = EntireRepository },
            new("milestone", "edited") { RequiredPath = "changes.title", Refresh = EntireRepository },
        ];

    private static IEnumerable<WebhookRule> CommitRules() =>
        [
            new("status") { Refresh = p => [CommitOf(p, "sha")] },
            new("check_run", "requested_action"),
            new("check_run") { Refresh = p => [CommitOf(p, "check_run.head_sha")] },
            new("check_suite") { Refresh = p => [CommitOf(p, "check_suite.head_sha")] },
            new("commit_comment") { Refresh = p => [CommitOf(p, "comment.commit_id")] },
            new("create") { Refresh = p => [p.Ref()] },
            new("delete") { Refresh = p => [p.Ref()] },
            new("push") { RequiredPath = "created", Refresh = p => [RepositoryOf(p), p.Ref()] },
            // The previous head commit of the branch's pull requests.
            new("push") { Refresh = p => [RepositoryOf(p), p.Ref(), CommitOf(p, "before")] },
        ];

    private static IEnumerable<WebhookRule> RepositoryRules() =>
        [
            new("repository", "deleted", "privatized") { Purge = EntireRepository },
            new("repository", "transferred")
            {
                RequiredPath = "changes.owner.from.organization",
                Purge = p =>
                    [
                        .. EntireRepository(p),
                        FormerRepository(p, "changes.owner.from.organization.login", "repository.name"),
                    ],
            },
            new("repository", "transferred")
            {
                RequiredPath = "changes.owner.from.user",
                Purge = p =>
                    [.. EntireRepository(p), FormerRepository(p, "changes.owner.from.user.login", "repository.name")],
            },
            new("repository", "transferred") { Purge = EntireRepository },
            new("repository", "renamed")
            {
                Refresh = p =>
                    [
                        .. EntireRepository(p),
                        FormerRepository(p, "repository.owner.login", "changes.repository.name.from"),
                    ],
            },
            new("repository", "created"),
            new("repository", "edited", "archived", "unarchived") { Refresh = p => [RepositoryOf(p)] },
            new("repository") { Refresh = EntireRepository },
            new("public") { Refresh = EntireRepository },
            new("release") { Refresh = p => [RepositoryOf(p)] },
            new("star") { Refresh = p => [RepositoryOf(p)] },
            new("fork") { Refresh = p => [RepositoryOf(p)] },
        ];

    // A member's entries can be refreshed by subject. A team's members are unknown, so the whole repository is purged. GitHub's
    // schema lets the member be null, and the repository of a team be absent.
    private static IEnumerable<WebhookRule> MemberAndTeamRules() =>
        [
            new("member") { RequiredPath = "member", Subjects = p => [p.Number("member.id")] },
            new("member") { Purge = EntireRepository },
            new("membership") { RequiredPath = "member", Subjects = p => [p.Number("member.id")] },
            new("membership") { Purge = Organization },
            new("organization", "member_added", "member_removed")
            {
                RequiredPath = "membership.user",
                Subjects = p => [p.Number("membership.user.id")],
            },
            new("organization", "member_added", "member_removed") { Purge = Organization },
            new("organization", "renamed")
            {
                RequiredPath = "changes.login.from",
                Refresh = p => [.. Organization(p), OwnedBy(p, "changes.login.from")],
            },
            new("organization", "renamed") { Refresh = Organization },
            new("organization", "deleted") { Purge = Organization },
            new("team", "deleted") { Purge = Organization },
            new("team", "removed_from_repository") { RequiredPath = RepositoryPath, Purge = EntireRepository },
            new("team", "removed_from_repository") { Purge = Organization },
            new("team", "edited") { RequiredPath = RepositoryPath, Purge = EntireRepository },
            new("team", "added_to_repository") { RequiredPath = RepositoryPath, Refresh = EntireRepository },
            new("team", "added_to_repository") { Refresh = Organization },
            new("team_add") { Refresh = EntireRepository },
            new("github_app_authorization", "revoked") { Subjects = p => [p.Number("sender.id")] },
        ];

    // The account of an installation may be an enterprise, which has no login and owns organizations that are not listed, or
    // null.
    private static IEnumerable<WebhookRule> InstallationRules() =>
        [
            new("installation", "deleted", "suspend")
            {
                RequiredPath = InstallationOwnerPath,
                Purge = p => [OwnedBy(p, InstallationOwnerPath)],
            },
            new("installation", "deleted", "suspend") { PurgesEverything = true },
            new("installation")
            {
                RequiredPath = InstallationOwnerPath,
                Refresh = p => [OwnedBy(p, InstallationOwnerPath)],
            },
            new("installation_repositories", "removed") { Purge = p => ListedRepositories(p, "repositories_removed") },
            new("installation_repositories", "added") { Refresh = p => ListedRepositories(p, "repositories_added") },
        ];

    private static Resource RepositoryOf(IPayload p) => Repository(p.Number("repository.id"));

    private static Resource IssueOrPullRequestOf(IPayload p, string target) =>
        InRepository(p.Number("repository.id"), Issue(p.Number($"{target}.number")));

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
