namespace Unfurl.Demo.Site;

/// <summary>A link of the demo. <c>VisibleTo</c> is a label, e.g. <c>Everyone</c>, <c>Only Ada</c>.</summary>
public sealed record DemoLink(string Url, string Title, string Description, string VisibleTo);

public static class AcmeCatalog
{
    public const string Host = "acme.example";

    // All initial entries of the site, and one missing link.
    public static IReadOnlyList<DemoLink> Links { get; } =
    [
        .. AcmeSeed.Entries.Select(LinkTo),
        new($"https://{Host}/items/404", "No such task", "A missing task, shown like a hidden one", "Nobody"),
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
