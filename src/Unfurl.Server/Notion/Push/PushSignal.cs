using Unfurl.Server.Storage;
using Unfurl.Server.Updates.Jobs;

namespace Unfurl.Server.Notion.Push;

internal sealed class PushSignal(StorageClock time) : WorkSignal(time);
