using System.Text.Json.Serialization;

namespace Acme.GitLab;

// What is required and missing, or null where it must not be, is a JsonException.
internal abstract record ItemResponse
{
    public required long Id { get; init; }
    public required long ProjectId { get; init; }
    public required string Title { get; init; }
    public string? Description { get; init; }
    public required string State { get; init; }
    public required ReferencesResponse References { get; init; }
    public PersonResponse? Author { get; init; }
    public IReadOnlyList<PersonResponse>? Assignees { get; init; }
    public IReadOnlyList<string>? Labels { get; init; }
    public MilestoneResponse? Milestone { get; init; }
    public TaskCompletionResponse? TaskCompletionStatus { get; init; }
    public long? UserNotesCount { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
}

internal sealed record MergeRequestResponse : ItemResponse
{
    public bool Draft { get; init; }
    public DateTimeOffset? MergedAt { get; init; }
    public string? SourceBranch { get; init; }
    public string? TargetBranch { get; init; }
    public string? DetailedMergeStatus { get; init; }
    public PipelineResponse? HeadPipeline { get; init; }
}

internal sealed record IssueResponse : ItemResponse
{
    public bool Confidential { get; init; }
    public string? Type { get; init; }
    public string? Severity { get; init; }
    public DateOnly? DueDate { get; init; }
}

internal sealed record PersonResponse(string Name)
{
    public string? AvatarUrl { get; init; }
}

internal sealed record ReferencesResponse(string Full);

internal sealed record MilestoneResponse(string Title);

internal sealed record TaskCompletionResponse(int Count, int CompletedCount);

internal sealed record PipelineResponse(string Status);

internal sealed record UserResponse(long Id, string Username);

internal sealed record RefusalResponse
{
    public string? Message { get; init; }
    public string? Error { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(MergeRequestResponse))]
[JsonSerializable(typeof(IssueResponse))]
[JsonSerializable(typeof(UserResponse))]
[JsonSerializable(typeof(RefusalResponse))]
internal sealed partial class GitLabJson : JsonSerializerContext;
