using System.Globalization;
using System.Text.Json.Nodes;
using static Unfurl.Adapters.Testing.Cards.ResolutionText;

namespace Unfurl.Adapters.Testing.Cards;

/// <summary>The content of a card as JSON, in the order of the types' members.</summary>
internal static class PreviewText
{
    public static JsonObject? Of(Preview? preview) =>
        preview is null
            ? null
            : Object(
                ("title", preview.Title),
                ("identifier", preview.Identifier),
                ("identifier_image", Image(preview.IdentifierImage)),
                ("icon", Image(preview.Icon)),
                ("icon_color", Color(preview.IconColor)),
                ("author", Person(preview.Author)),
                ("status", Choice(preview.Status)),
                ("body", preview.Body),
                ("background", Color(preview.Background)),
                (
                    "media",
                    preview.Media is { } media
                        ? Object(("kind", WordOf(media.Kind)), ("url", media.Url?.OriginalString))
                        : null
                ),
                ("facts", Facts(preview.Facts)),
                ("fields", Array(preview.Fields, Field))
            );

    private static JsonObject? Facts(Facts? facts)
    {
        if (facts is null)
            return null;
        var json = Object(
            ("kind", Choice(facts.Kind)),
            ("priority", Choice(facts.Priority)),
            (
                "progress",
                facts.Progress is { } progress ? Object(("share", progress.Share), ("text", progress.Text)) : null
            ),
            ("due", Day(facts.Due)),
            ("start", Day(facts.Start)),
            ("assignees", Array(facts.Assignees, Person)),
            ("more_assignees", facts.MoreAssignees == 0 ? null : facts.MoreAssignees),
            ("comments", facts.Comments),
            ("labels", Array(facts.Labels, label => label)),
            ("more_labels", facts.MoreLabels == 0 ? null : facts.MoreLabels),
            ("milestone", facts.Milestone),
            ("created", Moment(facts.Created)),
            ("updated", Moment(facts.Updated)),
            ("closed", Moment(facts.Closed))
        );
        return json.Count == 0 ? null : json;
    }

    private static JsonObject Field(Field field)
    {
        var (kind, value) = field.Value switch
        {
            FieldValue.Text(var text) => ("text", (JsonNode?)text),
            FieldValue.OneOf(var choice) => ("one_of", Choice(choice)),
            FieldValue.Day(var day) => ("day", Day(day)),
            FieldValue.Moment(var moment) => ("moment", Moment(moment)),
            _ => ("text", null),
        };
        return Object(("id", field.Id), ("name", field.Name), (kind, value), ("line", WordOf(field.Line)));
    }

    private static JsonObject? Choice(Choice? choice) =>
        choice is null ? null : Object(("word", choice.Word), ("color", Color(choice.Color)));

    private static JsonObject? Person(Person? person) =>
        person is null ? null : Object(("name", person.Name), ("avatar", Image(person.Avatar)));

    private static JsonNode? Image(PreviewImage? image) =>
        image switch
        {
            PreviewImage.At(var url) => url?.OriginalString,
            PreviewImage.Own(var name) => Object(("own", name)),
            _ => null,
        };

    private static JsonNode? Color(Color? color) =>
        color is { } value ? $"#{value.R:x2}{value.G:x2}{value.B:x2}" : null;

    private static JsonNode? Day(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);
}
