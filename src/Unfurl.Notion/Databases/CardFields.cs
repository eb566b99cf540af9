namespace Unfurl.Notion.Databases;

/// <summary>The values of a card by the names of its fields.</summary>
public static class CardFields
{
    public const string PreviewStatus = "preview_status";

    public static IReadOnlyList<CardField> All { get; } = [];

    public static CardValue? Of(Preview preview, string field) => throw new NotImplementedException();
}
