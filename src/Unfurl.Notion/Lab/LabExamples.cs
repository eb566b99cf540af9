namespace Unfurl.Notion.Lab;

/// <summary>Links to try in the lab, shown where a provider instance owns their host.</summary>
/// <param name="Host">The host of the links.</param>
/// <param name="About">Whose links they are, in a sentence or two.</param>
/// <param name="SitePath">The path of a site that can be visited.</param>
/// <param name="Links">The links.</param>
public sealed record LabExamples(string Host, string About, string SitePath, IReadOnlyList<LabExample> Links);

/// <summary>A link to try.</summary>
/// <param name="Url">The link, as it would be pasted into Notion.</param>
/// <param name="Title">What is behind it.</param>
/// <param name="Description">What its preview shows, in a line.</param>
/// <param name="VisibleTo">Who gets that preview.</param>
public sealed record LabExample(string Url, string Title, string Description, string VisibleTo);
