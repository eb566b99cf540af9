using Unfurl.Notion.Lab;
using Unfurl.Notion.Reading;
using Unfurl.Server.Tracking;

namespace Unfurl.Server.Pages.Lab;

internal sealed record LabView
{
    public static readonly LabView Empty = new();

    // Null before a link is pasted.
    public string? Url { get; init; }

    // Null if Notion would not request the link.
    public UnfurlOutcome? Outcome { get; init; }

    // Empty with a preview.
    public IReadOnlyList<string> Reasons { get; init; } = [];

    public string? Kind { get; init; }

    // Null if unknown.
    public string? CacheState { get; init; }

    // Null if no account has to be connected.
    public Uri? ConnectUrl { get; init; }

    public string? Connection { get; init; }

    public IReadOnlyList<DisplayStatus> Displays { get; init; } = [];

    // Null outside Development.
    public SimulatedUser? Person { get; init; }

    public bool HasPreview => Outcome is { Attributes.Count: > 0 } && Outcome.IsAccepted();
}
