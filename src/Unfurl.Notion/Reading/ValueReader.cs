using System.Globalization;
using System.Text.Json;
using Unfurl.Notion.Attributes;

namespace Unfurl.Notion.Reading;

/// <summary>Reads the value of one inline attribute.</summary>
internal sealed class ValueReader(string where, List<string> violations)
{
    // Notion writes moments with milliseconds and in UTC: 2022-01-11T19:53:18.829Z.
    private const string DateTimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public ShownAttribute? Read(ShownAttribute attribute, SubType subType, JsonElement content)
    {
        if (subType == SubType.Enum)
            content.RejectUnknownMembers($"{where}: enum", violations, "value", "section", "color");
        else
            content.RejectUnknownMembers($"{where}: {attribute.SubType}", violations, "value", "section");

        if (!content.TryGetProperty("value", out var value))
            return Reject("there is no value");
        return subType switch
        {
            SubType.Color => ReadColor(value) is { } color ? attribute with { Color = color } : null,
            SubType.Enum => ReadEnum(attribute, value, content),
            _ => ReadText(attribute, subType, value),
        };
    }

    private ShownAttribute? ReadEnum(ShownAttribute attribute, JsonElement value, JsonElement content)
    {
        if (ReadText(attribute, SubType.Enum, value) is not { } word)
            return null;
        if (!content.TryGetProperty("color", out var color))
            return word;
        return ReadColor(color) is { } hex ? word with { Color = hex } : null;
    }

    private ShownAttribute? ReadText(ShownAttribute attribute, SubType subType, JsonElement value)
    {
        if (value.Text() is not { } text)
            return Reject("the value is not a string of well-formed Unicode");
        if (text.Length == 0)
            return Reject("the value is empty");
        if (subType == SubType.Date && !DateOnly.TryParseExact(text, "yyyy-MM-dd", out _))
            return Reject("the value is not a date like 2022-01-11");
        if (subType == SubType.DateTime && !IsMoment(text))
            return Reject("the value is not a UTC date and time like 2022-01-11T19:53:18.829Z");
        return attribute with { Value = text };
    }

    private static bool IsMoment(string text) =>
        DateTimeOffset.TryParseExact(
            text,
            DateTimeFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out _
        );

    private string? ReadColor(JsonElement color)
    {
        if (color.ValueKind != JsonValueKind.Object)
        {
            Reject("the colour is not an object");
            return null;
        }
        color.RejectUnknownMembers($"{where}: the colour", violations, "r", "g", "b");
        if (ReadChannel(color, "r") is { } r && ReadChannel(color, "g") is { } g && ReadChannel(color, "b") is { } b)
            return $"#{r:x2}{g:x2}{b:x2}";
        Reject("the colour's r, g and b are not integers from 0 to 255");
        return null;
    }

    private static int? ReadChannel(JsonElement color, string name) =>
        color.Member(name, JsonValueKind.Number) is { } number
        && number.TryGetInt32(out var value)
        && value is >= 0 and <= 255
            ? value
            : null;

    private ShownAttribute? Reject(string violation)
    {
        violations.Add($"{where}: {violation}");
        return null;
    }
}
