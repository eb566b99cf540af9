namespace Unfurl.Notion.Attributes;

/// <summary>The sections of a card. On the wire they are written in lower case.</summary>
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

/// <summary>The sub-types of attributes. The first six are inline, the others are embeds.</summary>
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

/// <summary>Notion's table of sections and their sub-types (reference page "Unfurl attribute").</summary>
public static class SectionTable
{
    // The id of the attribute that names the developer; every array has it.
    public const string DeveloperId = "dev";

    public const string DeveloperName = "Developer Name";

    // Notion's limit in characters (reference page "Request limits").
    public const int MaxUrlLength = 2000;

    // Notion's limit in bytes (reference page "Request limits").
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

    private static readonly string[] Sections =
    [
        .. Enum.GetValues<Section>().Select(section => section.ToString().ToLowerInvariant()),
    ];

    private static readonly string[] SubTypes =
    [
        .. Enum.GetValues<SubType>()
            .Select(subType => subType == SubType.PlainText ? "plain_text" : subType.ToString().ToLowerInvariant()),
    ];

    public static IReadOnlyList<SubType> AllowedIn(Section section) => Table[section];

    public static bool Allows(Section section, SubType subType) => Array.IndexOf(Table[section], subType) >= 0;

    // Embeds are attributes of type "embed".
    public static bool IsEmbed(SubType subType) => subType >= SubType.Image;

    public static string WireName(Section section) => Sections[(int)section];

    public static string WireName(SubType subType) => SubTypes[(int)subType];
}
