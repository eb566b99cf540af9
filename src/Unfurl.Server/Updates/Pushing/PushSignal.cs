namespace Unfurl.Server.Updates.Pushing;

/// <summary>Says that a push may be due.</summary>
internal sealed class PushSignal(TimeProvider time) : WorkSignal(time);
