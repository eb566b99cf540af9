namespace Unfurl.Notion.Attributes;

/// <summary>One unfurl attribute: a closed set of values, each with the sub-type it is written as.</summary>
/// <param name="Id">Unique within the array.</param>
/// <param name="Name">What a reader calls it.</param>
/// <param name="Section">Where it shows.</param>
/// <param name="Value">What it holds.</param>
public sealed record UnfurlAttribute(string Id, string Name, Section Section, AttributeValue Value);

/// <summary>The value of an attribute.</summary>
public abstract record AttributeValue(SubType SubType)
{
    public sealed record Title(string Value) : AttributeValue(SubType.Title);

    public sealed record PlainText(string Value) : AttributeValue(SubType.PlainText);

    public sealed record Enum(string Value, Color? Color) : AttributeValue(SubType.Enum);

    public sealed record Colored(Color Value) : AttributeValue(SubType.Color);

    public sealed record Date(DateOnly Value) : AttributeValue(SubType.Date);

    public sealed record DateTime(DateTimeOffset Value) : AttributeValue(SubType.DateTime);

    /// <summary>An embed of one of the five embed sub-types.</summary>
    public sealed record Embed(SubType Kind, Uri Source) : AttributeValue(Kind);
}
