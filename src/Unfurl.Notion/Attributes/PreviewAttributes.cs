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
        var card = new List<UnfurlAttribute>(24);
        AddLeading(card, preview);
        var fieldsAt = card.Count;
        AddTrailing(card, preview);

        var fields = new List<UnfurlAttribute>();
        foreach (var field in FactFields.Around(preview.Facts, preview.Fields))
        {
            if (fields.Count == MaxFields)
                break;
            // A field cannot replace a part of the card by its id; of two fields with the same id, the first is kept.
            if (Render(field) is { } attribute && !IsIn(card, attribute) && !IsIn(fields, attribute))
                fields.Add(attribute);
        }
        card.InsertRange(fieldsAt, fields);
        return UnfurlAttributes.Create(card);
    }

    // There are a few dozen at most.
    private static bool IsIn(List<UnfurlAttribute> attributes, UnfurlAttribute attribute)
    {
        foreach (var other in attributes)
        {
            if (other.Id == attribute.Id)
                return true;
        }
        return false;
    }

    private static void Add(List<UnfurlAttribute> card, UnfurlAttribute? attribute)
    {
        if (attribute is not null)
            card.Add(attribute);
    }

    private void AddLeading(List<UnfurlAttribute> card, Preview preview)
    {
        var title = new AttributeValue.Title(PlainText.Line(preview.Title) ?? "Untitled");
        card.Add(new("title", "Title", Section.Title, title));
        Add(card, Text("identifier", "Identifier", Section.Identifier, PlainText.Line(preview.Identifier)));
        Add(card, Image("identifier_image", "Project", Section.Identifier, preview.IdentifierImage));
        Add(
            card,
            Image("icon", "Icon", Section.Entity, preview.Icon)
                ?? Colored("icon", "Icon", Section.Entity, preview.IconColor)
        );
        Add(card, EnumAttribute("status", "Status", preview.Status));
        AddAuthor(card, preview.Author);
    }

    private void AddTrailing(List<UnfurlAttribute> card, Preview preview)
    {
        Add(card, Text("body", "Description", Section.Body, PlainText.Lines(preview.Body)));
        Add(card, Colored("background", "Background", Section.Background, preview.Background));
        if (preview.Media is { } media)
            Add(card, Embed("media", "Media", Section.Embed, SubTypeOf(media.Kind), media.Url));
        var name = new AttributeValue.PlainText(PlainText.Line(developer) ?? "Unfurl");
        card.Add(new(SectionTable.DeveloperId, SectionTable.DeveloperName, Section.Secondary, name));
    }

    // An author with an image is shown as the avatar, with the name on the second line; without one, the name is the
    // avatar.
    private void AddAuthor(List<UnfurlAttribute> card, Person? author)
    {
        if (PlainText.Line(author?.Name) is not { } name)
            return;
        var picture = Image("avatar", "Author's picture", Section.Avatar, author!.Avatar);
        Add(card, Text("author", "Author", picture is null ? Section.Avatar : Section.Secondary, name));
        Add(card, picture);
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
