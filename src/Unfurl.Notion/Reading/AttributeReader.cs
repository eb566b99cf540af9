using System.Collections.Frozen;
using System.Text.Json;
using Unfurl.Notion.Attributes;

namespace Unfurl.Notion.Reading;

/// <summary>Reads the array of unfurl attributes (reference page "Unfurl attribute").</summary>
public sealed class AttributeReader(List<string> violations)
{
    private static readonly FrozenDictionary<string, SubType> SubTypes = Enum.GetValues<SubType>()
        .ToFrozenDictionary(SectionTable.WireName);

    private static readonly FrozenDictionary<string, Section> Sections = Enum.GetValues<Section>()
        .ToFrozenDictionary(SectionTable.WireName);

    public IReadOnlyList<ShownAttribute> ReadAll(JsonElement set)
    {
        if (set.ValueKind != JsonValueKind.Array)
        {
            violations.Add("attributes is not an array");
            return [];
        }

        // "A later one with the same id overrides": it takes the earlier one's place.
        var shown = new OrderedDictionary<string, ShownAttribute>(StringComparer.Ordinal);
        var index = 0;
        foreach (var element in set.EnumerateArray())
        {
            if (Read(element, index++) is { } attribute)
                shown[attribute.Id] = attribute;
        }
        ShownAttribute[] attributes = [.. shown.Values];
        violations.AddRange(MissingTitle(attributes));
        violations.AddRange(WrongDeveloper(attributes));
        return attributes;
    }

    /// <summary>"Every array must contain a title attribute."</summary>
    public static IEnumerable<string> MissingTitle(IReadOnlyList<ShownAttribute> shown)
    {
        if (!shown.Any(attribute => attribute.SubType == SectionTable.WireName(SubType.Title)))
            yield return "there is no attribute of sub-type title";
    }

    /// <summary>"Every array must contain a dev attribute."</summary>
    public static IEnumerable<string> WrongDeveloper(IReadOnlyList<ShownAttribute> shown)
    {
        var developer = shown.FirstOrDefault(attribute => attribute.Id == SectionTable.DeveloperId);
        if (developer is null)
            yield return "there is no attribute with the id dev";
        else if (developer.Name != SectionTable.DeveloperName)
            yield return "the attribute 'dev' is not named 'Developer Name'";
        else if (developer is not { SubType: "plain_text", Section: "secondary" })
            yield return "the attribute 'dev' is not an inline plain_text in section secondary";
    }

    private ShownAttribute? Read(JsonElement element, int index)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return Reject($"attribute {index} is not an object");
        if (element.Text("id") is not { Length: > 0 } id)
            return Reject($"attribute {index} has no id");

        var where = $"attribute {JsonReading.Quote(id)}";
        if (element.Text("name") is not { Length: > 0 } name)
            return Reject($"{where} has no name");
        if (element.Text("type") is not ("inline" or "embed") || element.Text("type") is not { } type)
            return Reject($"{where}: the type is neither inline nor embed");
        element.RejectUnknownMembers(where, violations, "id", "name", "type", type);
        if (element.Member(type, JsonValueKind.Object) is not { } holder)
            return Reject($"{where} has no object under its type {type}");

        return ReadHolder(new(id, name, "", ""), where, type, holder);
    }

    private ShownAttribute? ReadHolder(ShownAttribute attribute, string where, string type, JsonElement holder)
    {
        var isEmbed = type == "embed";
        var words = holder.EnumerateObject().Select(member => member.Name).Where(word => !isEmbed || word != "src_url");
        if (words.ToList() is not [var word])
            return Reject($"{where} does not hold exactly one sub-type");
        if (!SubTypes.TryGetValue(word, out var subType))
            return Reject($"{where}: there is no sub-type {JsonReading.Quote(word)}");
        if (SectionTable.IsEmbed(subType) != isEmbed)
            return Reject($"{where}: {word} is not a sub-type of {type}");
        if (holder.Member(word, JsonValueKind.Object) is not { } content)
            return Reject($"{where}: {word} is not an object");
        if (content.Text("section") is not { } sectionWord || !Sections.TryGetValue(sectionWord, out var section))
            return Reject($"{where}: the section is missing or unknown");
        if (!SectionTable.Allows(section, subType))
            return Reject($"{where}: section {sectionWord} holds no {word}");

        attribute = attribute with { SubType = word, Section = sectionWord };
        return isEmbed
            ? ReadSource(attribute, where, holder, content)
            : new ValueReader(where, violations).Read(attribute, subType, content);
    }

    private ShownAttribute? ReadSource(ShownAttribute attribute, string where, JsonElement holder, JsonElement content)
    {
        content.RejectUnknownMembers($"{where}: {attribute.SubType}", violations, "section");
        if (holder.Text("src_url") is not { } source)
            return Reject($"{where} has no src_url");
        if (source.Length > SectionTable.MaxUrlLength)
            return Reject($"{where}: src_url is longer than 2,000 characters");
        if (
            !Uri.TryCreate(source, UriKind.Absolute, out var url)
            || url.Scheme is not ("https" or "http")
            || source.Any(c => c <= ' ')
        )
            return Reject($"{where}: src_url is not an absolute http(s) URL");
        return attribute with { Source = source };
    }

    private ShownAttribute? Reject(string violation)
    {
        violations.Add(violation);
        return null;
    }
}
