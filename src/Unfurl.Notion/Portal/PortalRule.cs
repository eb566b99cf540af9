using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Unfurl.Notion.Attributes;

namespace Unfurl.Notion.Portal;

/// <summary>
/// The values that Notion's developer portal requires per kind of link: the rule name, a matching sample URL, the
/// JavaScript pattern with named groups, and the placeholder attributes (JSON), which Notion shows until the response
/// arrives.
/// </summary>
public sealed record PortalRule(string Name, string SampleUrl, string Pattern, string PlaceholderAttributes)
{
    public static PortalRule For(LinkPattern pattern, IReadOnlyList<string> hosts, string developer) =>
        new(
            pattern.Name,
            $"https://{hosts[0]}{pattern.Sample}",
            pattern.ToJavaScript(hosts),
            Placeholder(pattern, developer)
        );

    private static string Placeholder(LinkPattern pattern, string developer)
    {
        // Notion does not document the value of a group that did not match, so only identifying parameters are used.
        var identifier = string.Join(" · ", pattern.IdentifyingParameters.Select(parameter => $"$<{parameter}>"));
        List<UnfurlAttribute> attributes =
        [
            new("title", "Title", Section.Title, new AttributeValue.Title(pattern.Name)),
            new(
                SectionTable.DeveloperId,
                SectionTable.DeveloperName,
                Section.Secondary,
                new AttributeValue.PlainText(PlainText.Line(developer) ?? "Unfurl")
            ),
        ];
        if (identifier.Length > 0)
            attributes.Insert(
                1,
                new("identifier", "Identifier", Section.Identifier, new AttributeValue.PlainText(identifier))
            );

        using var stream = new MemoryStream();
        using (
            var writer = new Utf8JsonWriter(
                stream,
                new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            )
        )
            Operations.WriteArray(writer, UnfurlAttributes.Create(attributes));
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
