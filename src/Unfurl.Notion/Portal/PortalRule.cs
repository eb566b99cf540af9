using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Unfurl.Notion.Attributes;

namespace Unfurl.Notion.Portal;

/// <summary>What Notion's developer portal asks for per kind of link, ready to paste.</summary>
/// <param name="Name">The rule name.</param>
/// <param name="SampleUrl">A link that matches.</param>
/// <param name="Pattern">The JavaScript regular expression with named groups.</param>
/// <param name="PlaceholderAttributes">The unfurl regex attributes: JSON, painted while the answer is pending.</param>
public sealed record PortalRule(string Name, string SampleUrl, string Pattern, string PlaceholderAttributes)
{
    /// <summary>Makes the rule of one link pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="host">The owned host.</param>
    /// <param name="developer">The value of the <c>dev</c> attribute.</param>
    public static PortalRule For(LinkPattern pattern, string host, string developer) =>
        new(
            pattern.Name,
            $"https://{host}{pattern.Sample}",
            pattern.ToJavaScript(host),
            Placeholder(pattern, developer)
        );

    private static string Placeholder(LinkPattern pattern, string developer)
    {
        // What becomes of a group that took no part is not documented, and nothing good would be left of its separator.
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
