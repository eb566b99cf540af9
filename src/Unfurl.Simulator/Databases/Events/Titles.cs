namespace Unfurl.Simulator.Databases.Events;

/// <summary>Tells of edited titles as a subscription is set up to.</summary>
internal static class Titles
{
    private const string Id = "title";

    public static IEnumerable<Change> Split(Change change, TitleEvents events)
    {
        if (change.Type != EventTypes.PagePropertiesUpdated || !change.Properties.Contains(Id))
            return [change];
        if (events == TitleEvents.PropertiesOnly)
            return [change];
        var content = change with { Type = EventTypes.PageContentUpdated, Properties = [] };
        if (events == TitleEvents.ContentAndProperties)
            return [change, content];
        string[] others = [.. change.Properties.Where(id => id != Id)];
        return others.Length == 0 ? [content] : [change with { Properties = others }, content];
    }
}
