using System.Collections.Immutable;

namespace Unfurl.Notion.Attributes;

/// <summary>
/// An array of attributes that follows every rule of Notion's reference. Only <see cref="Create"/> returns one, so an
/// invalid array cannot be sent.
/// </summary>
public sealed class UnfurlAttributes
{
    private UnfurlAttributes(ImmutableArray<UnfurlAttribute> items) => Items = items;

    public ImmutableArray<UnfurlAttribute> Items { get; }

    // A violation is a bug in the caller.
    public static UnfurlAttributes Create(IEnumerable<UnfurlAttribute> attributes)
    {
        ImmutableArray<UnfurlAttribute> items = [.. attributes];
        var violations = Violations(items);
        return violations.Count == 0
            ? new UnfurlAttributes(items)
            : throw new InvalidUnfurlAttributesException(violations);
    }

    private static List<string> Violations(ImmutableArray<UnfurlAttribute> items)
    {
        var violations = new List<string>();
        var (hasTitle, hasDeveloper) = (false, false);
        foreach (var item in items)
        {
            hasTitle |= item.Value.SubType == SubType.Title;
            hasDeveloper |=
                item is { Id: SectionTable.DeveloperId, Section: Section.Secondary, Value: AttributeValue.PlainText };
        }
        if (!hasTitle)
            violations.Add("there is no attribute of sub-type title");
        if (!hasDeveloper)
            violations.Add("there is no plain_text attribute dev in section secondary");

        for (var i = 0; i < items.Length; i++)
        {
            var item = items[i];
            if (item.Id.Length == 0 || IsIn(items.AsSpan()[..i], item.Id))
                violations.Add($"the id '{item.Id}' is empty or stands twice");
            if (item.Name.Length == 0)
                violations.Add($"'{item.Id}' has no name");
            if (!SectionTable.Allows(item.Section, item.Value.SubType))
                violations.Add(
                    $"'{item.Id}': section {SectionTable.WireName(item.Section)} holds no {SectionTable.WireName(item.Value.SubType)}"
                );
            if (ValueViolation(item.Value) is { } violation)
                violations.Add($"'{item.Id}': {violation}");
        }
        return violations;
    }

    // There are a few dozen at most.
    private static bool IsIn(ReadOnlySpan<UnfurlAttribute> items, string id)
    {
        foreach (var item in items)
        {
            if (item.Id == id)
                return true;
        }
        return false;
    }

    private static string? ValueViolation(AttributeValue value) =>
        value switch
        {
            AttributeValue.Title { Value.Length: 0 } => "the title is empty",
            AttributeValue.PlainText { Value.Length: 0 } or AttributeValue.Enum { Value.Length: 0 } =>
                "the text is empty",
            AttributeValue.Embed { Kind: var kind } when !SectionTable.IsEmbed(kind) =>
                $"{SectionTable.WireName(kind)} is no embed",
            AttributeValue.Embed { Source: var source } => SourceViolation(source),
            _ => null,
        };

    private static string? SourceViolation(Uri source)
    {
        if (!source.IsAbsoluteUri || source.Scheme is not ("https" or "http"))
            return "src_url is not an absolute http(s) URL";
        return source.AbsoluteUri.Length > SectionTable.MaxUrlLength ? "src_url is too long" : null;
    }
}

/// <summary>An array of attributes violates Notion's rules.</summary>
public sealed class InvalidUnfurlAttributesException(IReadOnlyList<string> violations)
    : Exception($"The unfurl attributes break Notion's rules: {string.Join("; ", violations)}.")
{
    // One sentence per violation.
    public IReadOnlyList<string> Violations { get; } = violations;
}
