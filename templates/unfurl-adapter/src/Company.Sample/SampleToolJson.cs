using System.Text.Json.Serialization;

namespace SampleNamespace;

// What is required and missing, or null where it must not be, is a JsonException.
internal sealed record PageResponse
{
    public required int Id { get; init; }
    public required string Title { get; init; }
    public string? Summary { get; init; }
    public bool IsDraft { get; init; }
    public PersonResponse? Author { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
}

internal sealed record PersonResponse(string Name);

internal sealed record UserResponse(string Id, string Login);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(PageResponse))]
[JsonSerializable(typeof(UserResponse))]
internal sealed partial class SampleToolJson : JsonSerializerContext;
