using System.Text.Json;
using System.Text.Json.Serialization;

namespace Unfurl.GitHub;

/// <summary>
/// Reads a date that another system wrote: a commit may have any, e.g. <c>9999-12-31T23:59:59-12:00</c>, which no calendar
/// has. A date that cannot be read is null, so that it costs the card nothing but itself.
/// </summary>
internal sealed class MomentConverter : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return reader.TryGetDateTimeOffset(out var moment) ? moment : null;
        reader.Skip();
        return null;
    }

    // Responses are only read.
    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) =>
        throw new NotSupportedException();
}
