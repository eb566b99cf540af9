using System.Text.Json;
using System.Text.Json.Serialization;

namespace Unfurl.Server.Previews;

internal enum PackedKind
{
    Found,
    NotFound,
    Forbidden,
    SignInNeeded,
    RateLimited,
    Unavailable,
}

/// <summary>A resolution in <see cref="ResolutionFormat"/>.</summary>
// One-letter names: there may be a million entries. With setters, because the generator reads what has none through a
// constructor and an array of boxed arguments.
internal sealed record PackedResolution
{
    [JsonPropertyName("k"), JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public PackedKind Kind { get; set; }

    [JsonPropertyName("r")]
    public string? Remedy { get; set; }

    [JsonPropertyName("z")]
    public bool IsSuspended { get; set; }

    [JsonPropertyName("u")]
    public DateTimeOffset? Until { get; set; }

    [JsonPropertyName("l")]
    public bool TooSlow { get; set; }

    [JsonPropertyName("t")]
    public string? Title { get; set; }

    [JsonPropertyName("i")]
    public string? Identifier { get; set; }

    [JsonPropertyName("I")]
    public PackedImage? IdentifierImage { get; set; }

    [JsonPropertyName("o")]
    public PackedImage? Icon { get; set; }

    [JsonPropertyName("O")]
    public Color? IconColor { get; set; }

    [JsonPropertyName("a")]
    public string? Author { get; set; }

    [JsonPropertyName("A")]
    public PackedImage? Avatar { get; set; }

    [JsonPropertyName("e")]
    public string? AuthorEmail { get; set; }

    [JsonPropertyName("s")]
    public string? Status { get; set; }

    [JsonPropertyName("S")]
    public Color? StatusColor { get; set; }

    [JsonPropertyName("b")]
    public string? Body { get; set; }

    [JsonPropertyName("B")]
    public Color? Background { get; set; }

    [JsonPropertyName("m")]
    public MediaKind? MediaKind { get; set; }

    [JsonPropertyName("M")]
    public string? MediaUrl { get; set; }

    [JsonPropertyName("F")]
    public PackedFacts? Facts { get; set; }

    [JsonPropertyName("f")]
    public IReadOnlyList<PackedField>? Fields { get; set; }
}

// Null if there are none.
internal sealed record PackedFacts
{
    [JsonPropertyName("k")]
    public string? Kind { get; set; }

    [JsonPropertyName("K")]
    public Color? KindColor { get; set; }

    [JsonPropertyName("p")]
    public string? Priority { get; set; }

    [JsonPropertyName("P")]
    public Color? PriorityColor { get; set; }

    [JsonPropertyName("r")]
    public double? Progress { get; set; }

    [JsonPropertyName("R")]
    public string? ProgressText { get; set; }

    [JsonPropertyName("d")]
    public DateOnly? Due { get; set; }

    [JsonPropertyName("s")]
    public DateOnly? Start { get; set; }

    [JsonPropertyName("a")]
    public IReadOnlyList<PackedPerson>? Assignees { get; set; }

    [JsonPropertyName("A")]
    public int MoreAssignees { get; set; }

    [JsonPropertyName("n")]
    public long? Comments { get; set; }

    [JsonPropertyName("l")]
    public IReadOnlyList<string>? Labels { get; set; }

    [JsonPropertyName("L")]
    public int MoreLabels { get; set; }

    [JsonPropertyName("m")]
    public string? Milestone { get; set; }

    [JsonPropertyName("c")]
    public DateTimeOffset? Created { get; set; }

    [JsonPropertyName("u")]
    public DateTimeOffset? Updated { get; set; }

    [JsonPropertyName("e")]
    public DateTimeOffset? Closed { get; set; }
}

internal sealed record PackedPerson
{
    [JsonPropertyName("n")]
    public string? Name { get; set; }

    [JsonPropertyName("a")]
    public PackedImage? Avatar { get; set; }

    [JsonPropertyName("e")]
    public string? Email { get; set; }
}

internal sealed record PackedField
{
    [JsonPropertyName("i")]
    public string? Id { get; set; }

    [JsonPropertyName("n")]
    public string? Name { get; set; }

    [JsonPropertyName("p")]
    public bool IsPrimary { get; set; }

    [JsonPropertyName("t")]
    public string? Text { get; set; }

    [JsonPropertyName("w")]
    public string? Word { get; set; }

    [JsonPropertyName("c")]
    public Color? Color { get; set; }

    [JsonPropertyName("d")]
    public DateOnly? Day { get; set; }

    [JsonPropertyName("m")]
    public DateTimeOffset? Moment { get; set; }
}

internal sealed record PackedImage
{
    [JsonPropertyName("u")]
    public string? Url { get; set; }

    [JsonPropertyName("n")]
    public string? Name { get; set; }
}

// As a number.
internal sealed class ColorConverter : JsonConverter<Color>
{
    public override Color Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var rgb = reader.TryGetInt32(out var number) ? number : throw new JsonException();
        return new((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
    }

    public override void Write(Utf8JsonWriter writer, Color value, JsonSerializerOptions options) =>
        writer.WriteNumberValue((value.R << 16) | (value.G << 8) | value.B);
}

[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    Converters = [typeof(ColorConverter)]
)]
[JsonSerializable(typeof(PackedResolution))]
internal sealed partial class ResolutionJson : JsonSerializerContext;
