using Unfurl.Server.Updates;

namespace Unfurl.Server.Notion.Push;

/// <summary>Says that a push may be due.</summary>
internal sealed class PushSignal(TimeProvider time) : WorkSignal(time);
