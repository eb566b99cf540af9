namespace Unfurl.Simulator.Control;

// A null connection selects the preview's own, or the latest.
internal sealed record LinkRequest(string? Url, string? Connection);
