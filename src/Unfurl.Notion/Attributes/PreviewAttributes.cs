namespace Unfurl.Notion.Attributes;

/// <summary>
/// Renders a <see cref="Preview"/> as unfurl attributes. <c>developer</c> is the value of the <c>dev</c> attribute;
/// <c>iconUrl</c> maps the name of an adapter's image to its absolute URL.
/// </summary>
public sealed class PreviewAttributes(string developer, Func<string, Uri> iconUrl)
{
    // Notion renders years with four digits.
    private static readonly DateTimeOffset Earliest = new(1, 1, 2, 0, 0, 0, TimeSpan.Zero);

    // A card shows far fewer fields than a preview can have.
    private const int MaxFields = 50;

    // Every preview results in a valid array: values that a card cannot show are omitted or truncated.
    public UnfurlAttributes Render(Preview preview)
    {
        List<UnfurlAttribute> top = [.. LeadingAttributes(preview).OfType<UnfurlAttribute>()];
        List<UnfurlAttribute> bottom = [.. TrailingAttributes(preview).OfType<UnfurlAttribute>()];

        // A field cannot replace a part of the card by its id; of two fields with the same id, the first is kept.
        var ids = top.Concat(bottom).Select(attribute => attribute.Id).ToHashSet(StringComparer.Ordinal);
        // Adapters may be compiled without null checks.
        var fields = (preview.Fields ?? [])
            .Where(field => field is not null)
            .Select(Render)
            .OfType<UnfurlAttribute>()
            .Where(field => ids.Add(field.Id));
        return UnfurlAttributes.Create([.. top, .. fields.Take(MaxFields), .. bottom]);
    }

    private IEnumerable<UnfurlAttribute?> LeadingAttributes(Preview preview) =>
        [
            new("title", "Title", Section.Title, new AttributeValue.Title(PlainText.Line(preview.Title) ?? "Untitled")),
            Text("identifier", "Identifier", Section.Identifier, PlainText.Line(preview.Identifier)),
            Image("identifier_image", "Project", Section.Identifier, preview.IdentifierImage),
            Image("icon", "Icon", Section.Entity, preview.Icon)
                ?? Colored("icon", "Icon", Section.Entity, preview.IconColor),
            EnumAttribute("status", "Status", preview.Status),
            .. Author(preview.Author),
        ];

    private IEnumerable<UnfurlAttribute?> TrailingAttributes(Preview preview) =>
        [
            Text("body", "Description", Section.Body, PlainText.Lines(preview.Body)),
            Colored("background", "Background", Section.Background, preview.Background),
            preview.Media is { } media
                ? Embed("media", "Media", Section.Embed, SubTypeOf(media.Kind), media.Url)
                : null,
            new(
                SectionTable.DeveloperId,
                SectionTable.DeveloperName,
                Section.Secondary,
                new AttributeValue.PlainText(PlainText.Line(developer) ?? "Unfurl")
            ),
        ];

    // An author with an image is shown as the avatar, with the name on the second line; without one, the name is the
    // avatar.
    private IEnumerable<UnfurlAttribute?> Author(Person? author)
    {
        if (PlainText.Line(author?.Name) is not { } name)
            return [];
        return Image("avatar", "Author's picture", Section.Avatar, author!.Avatar) is { } picture
            ? [Text("author", "Author", Section.Secondary, name), picture]
            : [Text("author", "Author", Section.Avatar, name)];
    }

    private static UnfurlAttribute? Render(Field field)
    {
        if (PlainText.Line(field.Id) is not { } id || PlainText.Line(field.Name) is not { } name)
            return null;

        var section = field.Line == FieldLine.Primary ? Section.Primary : Section.Secondary;
        return field.Value switch
        {
            FieldValue.Text text => Text(id, name, section, PlainText.Line(text.Value)),
            FieldValue.OneOf choice when section == Section.Primary => EnumAttribute(id, name, choice.Value),
            FieldValue.OneOf choice => Text(id, name, section, PlainText.Line(choice.Value?.Word)),
            FieldValue.Day day => new(id, name, section, new AttributeValue.Date(day.Value)),
            FieldValue.Moment moment => new(
                id,
                name,
                section,
                new AttributeValue.DateTime(moment.Value < Earliest ? Earliest : moment.Value)
            ),
            _ => null,
        };
    }

    private static UnfurlAttribute? Text(string id, string name, Section section, string? text) =>
        text is null ? null : new(id, name, section, new AttributeValue.PlainText(text));

    private static UnfurlAttribute? EnumAttribute(string id, string name, Choice? choice) =>
        PlainText.Line(choice?.Word) is { } label
            ? new(id, name, Section.Primary, new AttributeValue.Enum(label, choice!.Color))
            : null;

    private static UnfurlAttribute? Colored(string id, string name, Section section, Color? color) =>
        color is { } value ? new(id, name, section, new AttributeValue.Colored(value)) : null;

    private UnfurlAttribute? Image(string id, string name, Section section, PreviewImage? image) =>
        image switch
        {
            PreviewImage.At at => Embed(id, name, section, SubType.Image, at.Url),
            PreviewImage.Own { Name.Length: > 0 } own => Embed(id, name, section, SubType.Image, iconUrl(own.Name)),
            _ => null,
        };

    private static UnfurlAttribute? Embed(string id, string name, Section section, SubType kind, Uri url) =>
        url is { IsAbsoluteUri: true, Scheme: "https" or "http", UserInfo: "" }
        && url.AbsoluteUri.Length <= SectionTable.MaxUrlLength
        // A Uri created without canonicalization may hold invalid characters.
        && Uri.IsWellFormedUriString(url.AbsoluteUri, UriKind.Absolute)
            ? new(id, name, section, new AttributeValue.Embed(kind, url))
            : null;

    private static SubType SubTypeOf(MediaKind kind) =>
        kind switch
        {
            MediaKind.Video => SubType.Video,
            MediaKind.Audio => SubType.Audio,
            MediaKind.Html => SubType.Html,
            MediaKind.Pdf => SubType.Pdf,
            _ => SubType.Image,
        };
}
