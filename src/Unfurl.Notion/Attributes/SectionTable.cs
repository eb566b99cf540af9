namespace Unfurl.Notion.Attributes;

/// <summary>Where an attribute shows; the words of Notion's table, in lower case on the wire.</summary>
public enum Section
{
    Title,
    Identifier,
    Entity,
    Avatar,
    Background,
    Body,
    Embed,
    Primary,
    Secondary,
}

/// <summary>What an attribute holds. The first six are inline, the others are embeds.</summary>
public enum SubType
{
    Title,
    PlainText,
    Enum,
    Color,
    Date,
    DateTime,
    Image,
    Video,
    Audio,
    Html,
    Pdf,
}

/// <summary>Notion's table of sections and the sub-types each may hold (reference page "Unfurl attribute").</summary>
public static class SectionTable
{
    /// <summary>The id of the attribute that names the developer; every array has it.</summary>
    public const string DeveloperId = "dev";

    /// <summary>The name of that attribute.</summary>
    public const string DeveloperName = "Developer Name";

    /// <summary>Longest URL Notion takes, in characters (reference page "Request limits").</summary>
    public const int MaxUrlLength = 2000;

    /// <summary>Largest payload Notion takes, in bytes (reference page "Request limits").</summary>
    public const int MaxPayloadBytes = 500 * 1024;

    private static readonly Dictionary<Section, SubType[]> Table = new()
    {
        [Section.Title] = [SubType.Title],
        [Section.Identifier] = [SubType.Image, SubType.PlainText],
        [Section.Entity] = [SubType.Color, SubType.Image],
        [Section.Avatar] = [SubType.Image, SubType.PlainText],
        [Section.Background] = [SubType.Color],
        [Section.Body] = [SubType.PlainText],
        [Section.Embed] = [SubType.Audio, SubType.Html, SubType.Image, SubType.Pdf, SubType.Video],
        [Section.Primary] = [SubType.Enum, SubType.Date, SubType.DateTime, SubType.PlainText],
        [Section.Secondary] = [SubType.Date, SubType.DateTime, SubType.PlainText],
    };

    /// <summary>The sub-types a section may hold.</summary>
    public static IReadOnlyList<SubType> AllowedIn(Section section) => Table[section];

    /// <summary>Whether a section may hold a sub-type.</summary>
    public static bool Allows(Section section, SubType subType) => Table[section].Contains(subType);

    /// <summary>Whether a sub-type belongs to attributes of type <c>embed</c>.</summary>
    public static bool IsEmbed(SubType subType) => subType >= SubType.Image;

    /// <summary>The section's word on the wire.</summary>
    public static string WireName(Section section) => section.ToString().ToLowerInvariant();

    /// <summary>The sub-type's word on the wire.</summary>
    public static string WireName(SubType subType) =>
        subType == SubType.PlainText ? "plain_text" : subType.ToString().ToLowerInvariant();
}
