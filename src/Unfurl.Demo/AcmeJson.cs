using System.Text.Json.Serialization;

namespace Unfurl.Demo;

internal sealed record AcmeUser(string Id, string Login, string Name, string? Picture = null, string? Email = null);

internal sealed record AcmeItemResponse
{
    public required string Id { get; init; }
    public required int Number { get; init; }
    public required string Title { get; init; }
    public string? Visibility { get; init; }
    public string? Status { get; init; }
    public string? Priority { get; init; }
    public string? Project { get; init; }
    public string? Text { get; init; }
    public int? Points { get; init; }
    public IReadOnlyList<string>? Labels { get; init; }
    public DateOnly? Due { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
    public AcmeUser? Assignee { get; init; }
}

internal sealed record AcmeReportResponse
{
    public required string Id { get; init; }
    public required string Title { get; init; }
    public string? Visibility { get; init; }
    public string? Department { get; init; }
    public string? Summary { get; init; }
    public string? Background { get; init; }
    public DateTimeOffset? PublishedAt { get; init; }
    public AcmeUser? Author { get; init; }
    public AcmeMedia? Media { get; init; }
}

internal sealed record AcmeMedia(string Kind, string Path);

internal sealed record AcmePersonResponse
{
    public required string Id { get; init; }
    public required string Login { get; init; }
    public required string Name { get; init; }
    public string? Visibility { get; init; }
    public string? Role { get; init; }
    public string? Team { get; init; }
    public string? About { get; init; }
    public string? Color { get; init; }
    public string? Picture { get; init; }
    public DateOnly? Joined { get; init; }
}

internal sealed record AcmeBoardResponse
{
    public required string Id { get; init; }
    public required string Title { get; init; }
    public string? Visibility { get; init; }
    public string? Goal { get; init; }
    public string? Color { get; init; }
    public int Open { get; init; }
    public int Done { get; init; }
    public DateOnly? Ends { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
    public AcmeUser? Owner { get; init; }
}

internal sealed record AcmeDelivery(string Event, string Type, string Id);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(AcmeUser))]
[JsonSerializable(typeof(AcmeItemResponse))]
[JsonSerializable(typeof(AcmeReportResponse))]
[JsonSerializable(typeof(AcmePersonResponse))]
[JsonSerializable(typeof(AcmeBoardResponse))]
[JsonSerializable(typeof(AcmeDelivery))]
internal sealed partial class AcmeJson : JsonSerializerContext;
