using Unfurl.Server.Updates;

namespace Unfurl.Server.Notion.Push;

internal sealed class PushSignal(TimeProvider time) : WorkSignal(time);
