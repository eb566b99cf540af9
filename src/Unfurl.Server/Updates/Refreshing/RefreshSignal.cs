namespace Unfurl.Server.Updates.Refreshing;

/// <summary>Says that a refresh may be due.</summary>
internal sealed class RefreshSignal(TimeProvider time) : WorkSignal(time);
