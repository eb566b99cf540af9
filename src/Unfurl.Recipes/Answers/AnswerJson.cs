using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace Unfurl.Recipes.Answers;

/// <summary>JSON as JmesPath.Net reads it.</summary>
internal static class AnswerJson
{
    private const int MaxDepth = 64;

    // Above it not every whole number is a double.
    private const double MaxWhole = 1L << 53;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth };

    /// <param name="outline">What is needed of it; the rest is read and left out.</param>
    /// <returns>Null if it is no JSON.</returns>
    /// <remarks>
    /// Newtonsoft's own reader takes four times as long, makes dates of texts that look like them, and accepts what is no JSON.
    /// </remarks>
    public static JToken? Parse(ReadOnlySpan<byte> body, JsonOutline outline)
    {
        if (body.StartsWith("\uFEFF"u8))
            body = body[3..];
        try
        {
            var reader = new Utf8JsonReader(body, Options);
            if (!reader.Read())
                return null;
            var root = Read(ref reader, outline);
            return reader.Read() ? null : root;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second: half a character.
            return null;
        }
    }

    private static JToken Read(ref Utf8JsonReader reader, JsonOutline outline)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var parts = new JObject();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    reader.Read();
                    // The last of several with one name counts, as in JavaScript.
                    if (outline.Find(name) is { } member)
                        parts[name] = Read(ref reader, member);
                    else
                        reader.Skip();
                }
                return parts;
            case JsonTokenType.StartArray:
                var items = new JArray();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(Read(ref reader, outline));
                return items;
            case JsonTokenType.String:
                return new JValue(reader.GetString());
            case JsonTokenType.Number:
                return reader.TryGetInt64(out var whole) ? new JValue(whole)
                    : !reader.TryGetDouble(out var number) || !double.IsFinite(number) ? JValue.CreateNull()
                    // To JSON 0.0 is 0, and to JmesPath.Net it is not.
                    : Math.Abs(number) < MaxWhole && Math.Floor(number) == number ? new JValue((long)number)
                    : new JValue(number);
            case JsonTokenType.True:
                return new JValue(true);
            case JsonTokenType.False:
                return new JValue(false);
            default:
                return JValue.CreateNull();
        }
    }
}
