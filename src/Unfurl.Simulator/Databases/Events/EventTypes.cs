namespace Unfurl.Simulator.Databases.Events;

/// <summary>The types of the events that the simulator makes by itself (reference page "Event types and delivery").</summary>
internal static class EventTypes
{
    public const string PageCreated = "page.created";
    public const string PagePropertiesUpdated = "page.properties_updated";
    public const string PageContentUpdated = "page.content_updated";
    public const string PageDeleted = "page.deleted";
    public const string PageUndeleted = "page.undeleted";
    public const string PageMoved = "page.moved";
    public const string PageLocked = "page.locked";
    public const string PageUnlocked = "page.unlocked";
    public const string SchemaUpdated = "data_source.schema_updated";

    // Each of these is an event of its own.
    public static bool IsAggregated(string type) => type is not (PageLocked or PageUnlocked);

    // What undoes a change, if something does.
    public static string? OppositeOf(string type) =>
        type switch
        {
            PageDeleted => PageUndeleted,
            PageUndeleted => PageDeleted,
            _ => null,
        };
}
