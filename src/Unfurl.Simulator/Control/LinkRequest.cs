namespace Unfurl.Simulator.Control;

/// <summary>A link to paste or open; without a connection the latest, or the preview's own.</summary>
internal sealed record LinkRequest(string? Url, string? Connection);
