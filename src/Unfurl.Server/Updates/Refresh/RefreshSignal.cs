namespace Unfurl.Server.Updates.Refresh;

/// <summary>Says that a refresh may be due.</summary>
internal sealed class RefreshSignal(TimeProvider time) : WorkSignal(time);
