using Unfurl.Server.Storage;
using Unfurl.Server.Updates;

namespace Unfurl.Server.Notion.Push;

internal sealed class PushSignal(StorageClock time) : WorkSignal(time);
