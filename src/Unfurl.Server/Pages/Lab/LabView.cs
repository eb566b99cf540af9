using Unfurl.Notion.Lab;
using Unfurl.Notion.Reading;
using Unfurl.Server.Tracking;

namespace Unfurl.Server.Pages.Lab;

/// <summary>What the lab shows for a link.</summary>
internal sealed record LabView
{
    public static readonly LabView Empty = new();

    /// <summary>The link as pasted; null before anything was.</summary>
    public string? Url { get; init; }

    /// <summary>What Notion got; null when it would not have asked.</summary>
    public UnfurlOutcome? Outcome { get; init; }

    /// <summary>Why there is no preview, and what can be done; empty when there is one.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>The kind of link it was recognised as.</summary>
    public string? Kind { get; init; }

    /// <summary>Where the answer came from, where that is known.</summary>
    public string? CacheState { get; init; }

    /// <summary>Where the browser goes to connect an account; null when there is no need for it.</summary>
    public Uri? ConnectUrl { get; init; }

    /// <summary>The connection the link was shown through.</summary>
    public string? Connection { get; init; }

    /// <summary>How the link's previews follow what they show, through the account it was shown as.</summary>
    public IReadOnlyList<DisplayStatus> Displays { get; init; } = [];

    /// <summary>All that the simulator knows of the person.</summary>
    public SimulatedUser? Person { get; init; }

    public bool HasPreview => Outcome is { Attributes.Count: > 0 } && Outcome.IsAccepted();
}
