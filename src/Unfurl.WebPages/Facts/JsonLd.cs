using System.Buffers;
using System.Text.Json;
using Unfurl.WebPages.Reading;

namespace Unfurl.WebPages.Facts;

/// <summary>What a page says of itself in JSON-LD, with the words of schema.org.</summary>
internal sealed class JsonLd
{
    private const int MaxDepth = 32;
    private const int MaxObjects = 1000;

    private static readonly JsonDocumentOptions Options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = MaxDepth,
    };

    // What a page has beside what it is about.
    private static readonly HashSet<string> Beside = new(StringComparer.OrdinalIgnoreCase)
    {
        "BreadcrumbList",
        "Brand",
        "Corporation",
        "EducationalOrganization",
        "ImageObject",
        "ItemList",
        "LocalBusiness",
        "NewsMediaOrganization",
        "Organization",
        "Person",
        "PostalAddress",
        "SearchAction",
        "SiteNavigationElement",
        "WPFooter",
        "WPHeader",
        "WPSideBar",
        "WebSite",
    };

    private static readonly SearchValues<char> Breaks = SearchValues.Create("\n\r\t");

    private readonly List<JsonElement> _objects = [];
    private readonly Dictionary<string, JsonElement> _byId = new(StringComparer.Ordinal);

    public JsonLd(IEnumerable<string> scripts)
    {
        foreach (var script in scripts)
        {
            if (Parse(script) is { } root)
                Collect(root, isListed: true, depth: 0);
        }
        foreach (var one in _objects)
        {
            if (TypesOf(one).ToList() is not { Count: > 0 } types)
                continue;
            if (types.Contains("WebSite", StringComparer.OrdinalIgnoreCase))
                WebSite ??= one;
            if (!types.Exists(IsBeside))
                Main ??= one;
        }
    }

    /// <summary>Whether a type is of what a page has beside what it is about.</summary>
    public static bool IsBeside(string type) => Beside.Contains(type);

    /// <summary>What the page is about.</summary>
    public JsonElement? Main { get; }

    public JsonElement? WebSite { get; }

    /// <summary>Texts of a member; of an object its name.</summary>
    public IEnumerable<string> Texts(JsonElement? of, string member) =>
        of is null ? [] : Values(of, member).Select(NameOf).OfType<string>();

    /// <summary>The first text of the first of some members that has one.</summary>
    public string? Text(JsonElement? of, params ReadOnlySpan<string> members)
    {
        if (of is null)
            return null;
        foreach (var member in members)
        {
            if (Texts(of, member).FirstOrDefault() is { } text)
                return text;
        }
        return null;
    }

    public IEnumerable<PageImageText> Images(JsonElement? of) =>
        of is null
            ? []
            : Values(of, "image")
                .Concat(Values(of, "thumbnailUrl"))
                .Select(value =>
                    value.ValueKind == JsonValueKind.String
                        ? new PageImageText(value.GetString(), null, null)
                        : new PageImageText(
                            Member(value, "url") ?? Member(value, "contentUrl"),
                            Member(value, "width"),
                            Member(value, "height")
                        )
                );

    // A list, one value, or a reference to what stands elsewhere.
    private IEnumerable<JsonElement> Values(JsonElement? of, string member)
    {
        if (of is not { ValueKind: JsonValueKind.Object } one || !one.TryGetProperty(member, out var value))
            yield break;
        var values = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Take(MaxDepth) : [value];
        foreach (var item in values)
            yield return Referred(item);
    }

    private JsonElement Referred(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
        && value.TryGetProperty("@id", out var id)
        && id.ValueKind == JsonValueKind.String
        && _byId.TryGetValue(id.GetString()!, out var referred)
            ? referred
            : value;

    private static string? NameOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => Reading.Texts.Decoded(value.GetString()),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.Object => Member(value, "name") ?? Member(value, "@value"),
            _ => null,
        };

    private static string? Member(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => Reading.Texts.Decoded(value.GetString()),
                JsonValueKind.Number => value.GetRawText(),
                JsonValueKind.Object => Member(value, "@value"),
                JsonValueKind.Array when value.GetArrayLength() > 0 => value[0].ValueKind == JsonValueKind.String
                    ? Reading.Texts.Decoded(value[0].GetString())
                    : null,
                _ => null,
            }
            : null;

    private static IEnumerable<string> TypesOf(JsonElement of)
    {
        if (of.ValueKind != JsonValueKind.Object || !of.TryGetProperty("@type", out var types))
            return [];
        var all = types.ValueKind == JsonValueKind.Array ? types.EnumerateArray() : Enumerable.Repeat(types, 1);
        return all.Where(type => type.ValueKind == JsonValueKind.String)
            .Select(type => type.GetString()!)
            .Select(type => type[(type.LastIndexOfAny(['/', '#', ':']) + 1)..]);
    }

    private void Collect(JsonElement value, bool isListed, int depth)
    {
        if (_objects.Count + _byId.Count >= MaxObjects || depth > MaxDepth)
            return;
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
                Collect(item, isListed, depth + 1);
            return;
        }
        if (value.ValueKind != JsonValueKind.Object)
            return;
        if (isListed)
            _objects.Add(value);
        // A reference has nothing but the id.
        if (value.TryGetProperty("@id", out var id) && id.ValueKind == JsonValueKind.String && HasMore(value))
            _byId.TryAdd(id.GetString()!, value);
        foreach (var member in value.EnumerateObject())
        {
            var isList = isListed && member.NameEquals("@graph");
            if (member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                Collect(member.Value, isList, depth + 1);
        }
    }

    private static bool HasMore(JsonElement value) => value.EnumerateObject().Skip(1).Any();

    // Each block stands alone, and some are wrapped as scripts once were.
    private static JsonElement? Parse(string script)
    {
        var text = script.Trim();
        foreach (
            var (start, end) in ((string, string)[])
                [("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("/*<![CDATA[*/", "/*]]>*/"), ("<![CDATA[", "]]>")]
        )
        {
            if (text.StartsWith(start, StringComparison.Ordinal))
                text = text[start.Length..].Trim();
            if (text.EndsWith(end, StringComparison.Ordinal))
                text = text[..^end.Length].Trim();
        }
        text = text.TrimEnd(';');
        // Templates write line breaks into texts, where JSON has none. Elsewhere a blank is as good.
        return Element(text) ?? (text.AsSpan().ContainsAny(Breaks) ? Element(Unbroken(text)) : null);
    }

    private static JsonElement? Element(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(JsonText.Whole(text), Options);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Unbroken(string text) =>
        string.Create(text.Length, text, static (result, text) => text.AsSpan().ReplaceAny(result, Breaks, ' '));
}

/// <summary>A picture as a page names it.</summary>
internal sealed record PageImageText(string? Url, string? Width, string? Height);
