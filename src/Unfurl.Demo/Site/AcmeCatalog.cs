namespace Unfurl.Demo.Site;

/// <summary>A link to try.</summary>
/// <param name="Url">The link, as it would be pasted into Notion.</param>
/// <param name="Title">What is behind it.</param>
/// <param name="Description">What its preview shows, in a line.</param>
/// <param name="VisibleTo">Who gets that preview, e.g. <c>Everyone</c>, <c>Only Ada</c>.</param>
public sealed record DemoLink(string Url, string Title, string Description, string VisibleTo);

/// <summary>The Acme site's links.</summary>
public static class AcmeCatalog
{
    /// <summary>The host that Acme's links have.</summary>
    public const string Host = "acme.example";

    /// <summary>Every link of the site as it starts, and one that leads nowhere.</summary>
    public static IReadOnlyList<DemoLink> Links { get; } =
    [
        .. AcmeSeed.Entries.Select(LinkTo),
        new($"https://{Host}/items/404", "No such task", "A missing task, answered like a hidden one", "Nobody"),
    ];

    internal static DemoLink LinkTo(AcmeEntry entry) =>
        new($"https://{Host}{entry.Path}", entry.Title, entry.PreviewDescription, Audience(entry));

    internal static string Audience(AcmeEntry entry) =>
        entry switch
        {
            { Fault: not AcmeFault.None } => "Nobody",
            { VisibleTo: null } => "Everyone",
            { VisibleTo: ["ada"] } => "Only Ada",
            { VisibleTo: ["ben"] } => "Only Ben",
            { VisibleTo: { Count: 0 } } => "Nobody",
            _ => "Ada and Ben",
        };
}
