using Unfurl.Server.Storage;
using Unfurl.Server.Updates.Jobs;

namespace Unfurl.Server.Notion.Enrich.Rows;

internal sealed class RowSignal(StorageClock time) : WorkSignal(time);
