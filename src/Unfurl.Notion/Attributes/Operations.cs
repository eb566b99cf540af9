using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Unfurl.Notion.Attributes;

/// <summary>
/// Writes the <c>operations</c> array of an unfurl response as UTF-8, without reflection: attributes or an error, never
/// both.
/// </summary>
public static class Operations
{
    // The bytes are the body of application/json and never part of a page, so only the escapes of JSON itself are
    // needed.
    private static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // A card has a few kilobytes.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    public static byte[] Set(UnfurlAttributes attributes) =>
        Write(
            attributes,
            static (writer, attributes) =>
            {
                WriteStart(writer, "attributes"u8);
                WriteArray(writer, attributes);
            }
        );

    // The HTTP status tells Notion the kind of failure. The message tells the user the remedy and contains no part of
    // the link.
    public static byte[] Error(int status, string message) =>
        Write(
            (status, message: PlainText.Line(message) ?? ""),
            static (writer, error) =>
            {
                WriteStart(writer, "error"u8);
                writer.WriteStartObject();
                writer.WriteNumber("status"u8, error.status);
                writer.WriteString("message"u8, error.message);
                writer.WriteEndObject();
            }
        );

    // The bare array of attributes, as Notion's portal expects placeholders.
    public static void WriteArray(Utf8JsonWriter writer, UnfurlAttributes attributes)
    {
        writer.WriteStartArray();
        foreach (var attribute in attributes.Items)
            Write(writer, attribute);
        writer.WriteEndArray();
    }

    private static byte[] Write<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(4096);
        buffer.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            writer.WriteStartArray();
            writer.WriteStartObject();
            write(writer, value);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteStart(Utf8JsonWriter writer, ReadOnlySpan<byte> path)
    {
        writer.WriteStartArray("path"u8);
        writer.WriteStringValue(path);
        writer.WriteEndArray();
        writer.WritePropertyName("set"u8);
    }

    private static void Write(Utf8JsonWriter writer, UnfurlAttribute attribute)
    {
        var type = SectionTable.IsEmbed(attribute.Value.SubType) ? "embed" : "inline";
        writer.WriteStartObject();
        writer.WriteString("id"u8, attribute.Id);
        writer.WriteString("name"u8, attribute.Name);
        writer.WriteString("type"u8, type);
        writer.WriteStartObject(type);
        if (attribute.Value is AttributeValue.Embed embed)
            writer.WriteString("src_url"u8, embed.Source.AbsoluteUri);
        writer.WriteStartObject(SectionTable.WireName(attribute.Value.SubType));
        WriteValue(writer, attribute.Value);
        writer.WriteString("section"u8, SectionTable.WireName(attribute.Section));
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, AttributeValue value)
    {
        switch (value)
        {
            case AttributeValue.Title title:
                writer.WriteString("value"u8, title.Value);
                break;
            case AttributeValue.PlainText text:
                writer.WriteString("value"u8, text.Value);
                break;
            case AttributeValue.Enum choice:
                writer.WriteString("value"u8, choice.Value);
                if (choice.Color is { } color)
                    Write(writer, "color"u8, color);
                break;
            case AttributeValue.Colored colored:
                Write(writer, "value"u8, colored.Value);
                break;
            case AttributeValue.Date date:
                writer.WriteString("value"u8, date.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case AttributeValue.DateTime moment:
                writer.WriteString(
                    "value"u8,
                    moment.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
                );
                break;
        }
    }

    private static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> property, Color color)
    {
        writer.WriteStartObject(property);
        writer.WriteNumber("r"u8, color.R);
        writer.WriteNumber("g"u8, color.G);
        writer.WriteNumber("b"u8, color.B);
        writer.WriteEndObject();
    }
}
