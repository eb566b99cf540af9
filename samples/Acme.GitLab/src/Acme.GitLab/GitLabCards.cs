namespace Acme.GitLab;

/// <summary>Turns the API's answers into cards.</summary>
internal static class GitLabCards
{
    private static readonly Color? Green = Color.Parse("108548");
    private static readonly Color? Blue = Color.Parse("1f75cb");
    private static readonly Color? Red = Color.Parse("dd2b0e");
    private static readonly Color? Orange = Color.Parse("ab6100");
    private static readonly Color? Gray = Color.Parse("737278");

    // The audience stays the account that asked: the answer does not say whether the project is public, and even in a public one
    // merge requests, pipelines and confidential issues may be for members alone.
    public static Resolution.Found Of(MergeRequestResponse found) =>
        new(
            Common(found) with
            {
                Status = StatusOf(found),
                Facts = FactsOf(found) with { Closed = found.MergedAt ?? found.ClosedAt },
                Fields = FieldsOf(found),
            }
        )
        {
            Resources = ResourcesOf("merge_request", found),
        };

    public static Resolution.Found Of(IssueResponse found) =>
        new(
            Common(found) with
            {
                Status = StatusOf(found),
                Facts = FactsOf(found) with
                {
                    // ISSUE, INCIDENT, TASK, …
                    Kind = found.Type is { } type and not "ISSUE" ? new Choice(Words(type)) : null,
                    Priority = SeverityOf(found),
                    Due = found.DueDate,
                    Closed = found.ClosedAt,
                },
                Fields = found.Confidential
                    ?
                    [
                        new Field(
                            "confidential",
                            "Visibility",
                            new FieldValue.OneOf(new Choice("Confidential", Orange)),
                            FieldLine.Primary
                        ),
                    ]
                    : [],
            }
        )
        {
            Resources = ResourcesOf("issue", found),
        };

    private static Preview Common(ItemResponse found) =>
        new()
        {
            Title = found.Title,
            Identifier = found.References.Full,
            Author = found.Author is { } author ? PersonOf(author) : null,
            Body = GitLabText.Plain(found.Description),
        };

    private static Facts FactsOf(ItemResponse found) =>
        new()
        {
            Progress = found.TaskCompletionStatus is { Count: > 0 } tasks
                ? new Progress(
                    (double)tasks.CompletedCount / tasks.Count,
                    $"{tasks.CompletedCount} of {tasks.Count} tasks"
                )
                : null,
            Assignees = [.. (found.Assignees ?? []).Select(PersonOf)],
            Comments = found.UserNotesCount,
            Labels = found.Labels ?? [],
            Milestone = found.Milestone?.Title,
            Created = found.CreatedAt,
            Updated = found.UpdatedAt,
        };

    private static Choice StatusOf(MergeRequestResponse found) =>
        found.State switch
        {
            "opened" when found.Draft => new Choice("Draft", Gray),
            // A merge that is under way.
            "locked" => new Choice("Merging", Blue),
            "merged" => new Choice("Merged", Blue),
            "closed" => new Choice("Closed", Red),
            _ => Open(found),
        };

    private static Choice StatusOf(IssueResponse found) =>
        found.State == "closed" ? new Choice("Closed", Blue) : Open(found);

    private static Choice Open(ItemResponse found) =>
        found.State == "opened" ? new Choice("Open", Green) : new Choice(Words(found.State));

    private static List<Field> FieldsOf(MergeRequestResponse found)
    {
        List<Field> fields = [];
        if (found.HeadPipeline is { } pipeline)
        {
            var choice = new Choice(Words(pipeline.Status), ColorOf(pipeline.Status));
            fields.Add(new Field("pipeline", "Pipeline", new FieldValue.OneOf(choice), FieldLine.Primary));
        }
        if (found is { State: "opened", DetailedMergeStatus: { } status } && ObstacleOf(status) is { } obstacle)
            fields.Add(new Field("merge_status", "Merge", new FieldValue.Text(obstacle), FieldLine.Primary));
        if (found is { SourceBranch: { } source, TargetBranch: { } target })
            fields.Add(
                new Field("branches", "Branches", new FieldValue.Text($"{source} → {target}"), FieldLine.Secondary)
            );
        if (found.MergedAt is { } merged)
            fields.Add(new Field("closed_at", "Merged", new FieldValue.Moment(merged), FieldLine.Secondary));
        return fields;
    }

    private static Color? ColorOf(string pipeline) =>
        pipeline switch
        {
            "success" => Green,
            "failed" => Red,
            "running" or "pending" or "preparing" or "waiting_for_resource" => Blue,
            _ => Gray,
        };

    // Null for what the card says elsewhere, or what passes by itself.
    private static string? ObstacleOf(string detailedStatus) =>
        detailedStatus switch
        {
            "mergeable" => "Ready",
            "not_approved" => "Needs approval",
            "requested_changes" => "Changes requested",
            "conflict" or "broken_status" => "Has conflicts",
            "discussions_not_resolved" => "Threads to resolve",
            "need_rebase" => "Needs a rebase",
            "ci_must_pass" => "Pipeline must succeed",
            "merge_request_blocked" or "blocked_status" => "Waits for another merge request",
            _ => null,
        };

    private static Choice? SeverityOf(IssueResponse found) =>
        found.Severity?.ToUpperInvariant() switch
        {
            null or "UNKNOWN" => null,
            "CRITICAL" => new Choice("Critical", Red),
            "HIGH" => new Choice("High", Orange),
            _ => new Choice(Words(found.Severity)),
        };

    // Other hosts may ask for a session, or be out of Notion's reach.
    private static Person PersonOf(PersonResponse person) =>
        new(person.Name)
        {
            Avatar =
                Uri.TryCreate(person.AvatarUrl, UriKind.Absolute, out var avatar)
                && avatar is { Scheme: "https", IsDefaultPort: true, Host: "gitlab.com" or "secure.gravatar.com" }
                    ? new PreviewImage.At(avatar)
                    : null,
        };

    private static IReadOnlyList<Resource> ResourcesOf(string kind, ItemResponse found) =>
        [new Resource($"{kind}:{found.Id}"), new Resource($"project:{found.ProjectId}")];

    // "waiting_for_resource" is "Waiting for resource".
    private static string Words(string name) =>
        name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..].Replace('_', ' ').ToLowerInvariant();
}
