namespace Unfurl.Notion.Attributes;

/// <summary>An unfurl attribute. Its id is unique within the array.</summary>
public sealed record UnfurlAttribute(string Id, string Name, Section Section, AttributeValue Value);

/// <summary>The value of an attribute: a closed set, with a case per sub-type.</summary>
public abstract record AttributeValue(SubType SubType)
{
    public sealed record Title(string Value) : AttributeValue(SubType.Title);

    public sealed record PlainText(string Value) : AttributeValue(SubType.PlainText);

    public sealed record Enum(string Value, Color? Color) : AttributeValue(SubType.Enum);

    public sealed record Colored(Color Value) : AttributeValue(SubType.Color);

    public sealed record Date(DateOnly Value) : AttributeValue(SubType.Date);

    public sealed record DateTime(DateTimeOffset Value) : AttributeValue(SubType.DateTime);

    // For all five sub-types of embeds.
    public sealed record Embed(SubType Kind, Uri Source) : AttributeValue(Kind);
}
