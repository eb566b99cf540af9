using static Unfurl.GitHub.GitHubResources;

namespace Unfurl.GitHub.Webhooks;

/// <summary>
/// What each of GitHub's events means for cards: https://docs.github.com/en/webhooks/webhook-events-and-payloads. The first
/// rule that takes an event counts; what none takes changes no card. An action of tomorrow is taken for a change.
/// </summary>
/// <remarks>
/// The cards of comments carry the name of what they are on too, so that a change there reaches them; those of pull requests
/// carry their head commit, which is all that checks, statuses and pushes name.
/// </remarks>
internal static class WebhookRules
{
    /// <summary>More repositories than this in one delivery are named together, by their owner.</summary>
    internal const int MostRepositories = 100;

    private const string Repo = "repository";
    private const string Installed = "installation.account.login";

    public static readonly IReadOnlyList<WebhookRule> All =
    [
        .. Things(),
        .. Commits(),
        .. Repositories(),
        .. People(),
        .. Installations(),
    ];

    private static IEnumerable<WebhookRule> Things() =>
        [
            new("pull_request") { Refresh = p => [Numbered(p, "pull_request")] },
            new("pull_request_review") { Refresh = p => [Numbered(p, "pull_request")] },
            new("pull_request_review_thread") { Refresh = p => [Numbered(p, "pull_request")] },
            new("pull_request_review_comment", "deleted")
            {
                Refresh = p => [Numbered(p, "pull_request")],
                Purge = p => [Written(p, "pull_request", ReviewComment(p.Number("comment.id")))],
            },
            new("pull_request_review_comment") { Refresh = p => [Numbered(p, "pull_request")] },
            new("issues", "deleted") { Purge = p => [Numbered(p, "issue")] },
            // Where it is now, others may see it than where it was.
            new("issues", "transferred")
            {
                Refresh = p => [In(p.Number("changes.new_repository.id"), Issue(p.Number("changes.new_issue.number")))],
                Purge = p => [Numbered(p, "issue")],
            },
            new("issues", "pinned", "unpinned"),
            new("issues") { Refresh = p => [Numbered(p, "issue")] },
            new("issue_comment", "deleted")
            {
                Refresh = p => [Numbered(p, "issue")],
                Purge = p => [Written(p, "issue", Comment(p.Number("comment.id")))],
            },
            new("issue_comment") { Refresh = p => [Numbered(p, "issue")] },
            // The cards that show a label or milestone are not known.
            new("label", "deleted") { Refresh = Whole },
            new("label", "edited") { If = "changes.name", Refresh = Whole },
            new("milestone", "deleted") { Refresh = Whole },
            new("milestone", "edited") { If = "changes.title", Refresh = Whole },
        ];

    private static IEnumerable<WebhookRule> Commits() =>
        [
            new("status") { Refresh = p => [AtCommit(p, "sha")] },
            new("check_run", "requested_action"),
            new("check_run") { Refresh = p => [AtCommit(p, "check_run.head_sha")] },
            new("check_suite") { Refresh = p => [AtCommit(p, "check_suite.head_sha")] },
            new("commit_comment") { Refresh = p => [AtCommit(p, "comment.commit_id")] },
            new("push") { If = "created", Refresh = p => [Itself(p)] },
            // Pull requests of the branch had this head until now.
            new("push") { Refresh = p => [Itself(p), AtCommit(p, "before")] },
        ];

    private static IEnumerable<WebhookRule> Repositories() =>
        [
            new("repository", "deleted", "privatized") { Purge = Whole },
            new("repository", "transferred")
            {
                If = "changes.owner.from.organization",
                Purge = p => [.. Whole(p), Formerly(p, "changes.owner.from.organization.login", "repository.name")],
            },
            new("repository", "transferred")
            {
                If = "changes.owner.from.user",
                Purge = p => [.. Whole(p), Formerly(p, "changes.owner.from.user.login", "repository.name")],
            },
            new("repository", "transferred") { Purge = Whole },
            new("repository", "renamed")
            {
                Refresh = p => [.. Whole(p), Formerly(p, "repository.owner.login", "changes.repository.name.from")],
            },
            new("repository", "created"),
            new("repository", "edited", "archived", "unarchived") { Refresh = p => [Itself(p)] },
            new("repository") { Refresh = Whole },
            new("public") { Refresh = Whole },
            new("release") { Refresh = p => [Itself(p)] },
            new("star") { Refresh = p => [Itself(p)] },
            new("fork") { Refresh = p => [Itself(p)] },
        ];

    /// <summary>Of one person it is known what to ask again; of a team not even who is in it.</summary>
    private static IEnumerable<WebhookRule> People() =>
        [
            new("member") { Subjects = p => [p.Number("member.id")] },
            new("membership") { Subjects = p => [p.Number("member.id")] },
            new("organization", "member_added", "member_removed") { Subjects = p => [p.Number("membership.user.id")] },
            new("organization", "renamed")
            {
                Refresh = p => [OwnedBy(p, "organization.login"), OwnedBy(p, "changes.login.from")],
            },
            new("organization", "deleted") { Purge = p => [OwnedBy(p, "organization.login")] },
            new("team", "deleted") { Purge = p => [OwnedBy(p, "organization.login")] },
            new("team", "removed_from_repository") { Purge = Whole },
            new("team", "edited") { If = Repo, Purge = Whole },
            new("team", "added_to_repository") { Refresh = Whole },
            new("team_add") { Refresh = Whole },
            new("github_app_authorization", "revoked") { Subjects = p => [p.Number("sender.id")] },
        ];

    private static IEnumerable<WebhookRule> Installations() =>
        [
            new("installation", "deleted", "suspend") { Purge = p => [OwnedBy(p, Installed)] },
            new("installation") { Refresh = p => [OwnedBy(p, Installed)] },
            new("installation_repositories", "removed") { Purge = p => Listed(p, "repositories_removed") },
            new("installation_repositories", "added") { Refresh = p => Listed(p, "repositories_added") },
        ];

    private static Resource Itself(IPayload p) => Repository(p.Number("repository.id"));

    private static Resource Numbered(IPayload p, string thing) =>
        In(p.Number("repository.id"), Issue(p.Number($"{thing}.number")));

    private static Resource Written(IPayload p, string thing, string comment) =>
        In(p.Number("repository.id"), On(Issue(p.Number($"{thing}.number")), comment));

    private static Resource AtCommit(IPayload p, string path) => In(p.Number("repository.id"), Commit(p.Sha(path)));

    private static IEnumerable<Resource> Whole(IPayload p) =>
        [AllOf(p.Number("repository.id")), Named(p.FullName("repository.full_name"))];

    private static Resource Formerly(IPayload p, string owner, string name) => Named($"{p.Name(owner)}/{p.Name(name)}");

    private static Resource OwnedBy(IPayload p, string path) => AllOfOwner(p.Name(path));

    private static IEnumerable<Resource> Listed(IPayload p, string path) =>
        p.Each(path) is { Count: <= MostRepositories } repositories
            ? repositories.SelectMany(r => new[] { AllOf(r.Number("id")), Named(r.FullName("full_name")) })
            : [OwnedBy(p, Installed)];
}
