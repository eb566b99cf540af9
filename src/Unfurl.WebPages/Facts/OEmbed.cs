using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Unfurl.Html;
using Unfurl.WebPages.Reading;

namespace Unfurl.WebPages.Facts;

/// <summary>What a site says of a page in oEmbed: https://oembed.com. Its HTML is never used.</summary>
internal sealed record OEmbed(string? Title, string? Author, string? Provider, PageImageText Thumbnail)
{
    private static readonly XmlReaderSettings Xml = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = 1_000_000,
    };

    /// <returns>Null if it is neither JSON nor XML.</returns>
    public static OEmbed? Parse(byte[] body) =>
        body.AsSpan().TrimStart("\uFEFF \t\r\n"u8) is [(byte)'<', ..] ? FromXml(body) : FromJson(body);

    private static OEmbed? FromJson(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 32 });
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                ? Of(name =>
                    root.TryGetProperty(name, out var value)
                        ? value.ValueKind switch
                        {
                            JsonValueKind.String => value.GetString(),
                            JsonValueKind.Number => value.GetRawText(),
                            _ => null,
                        }
                        : null
                )
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static OEmbed? FromXml(byte[] body)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body), Xml);
            var root = XDocument.Load(reader).Root;
            return root is null ? null : Of(name => root.Element(name)?.Value);
        }
        catch (Exception exception) when (exception is XmlException or DecoderFallbackException)
        {
            return null;
        }
    }

    // WordPress writes HTML where the specification says text.
    private static OEmbed Of(Func<string, string?> value) =>
        new(
            Texts.Line(HtmlText.FromHtml(value("title"))),
            Texts.Decoded(value("author_name")),
            Texts.Decoded(value("provider_name")),
            new(value("thumbnail_url"), value("thumbnail_width"), value("thumbnail_height"))
        );
}
