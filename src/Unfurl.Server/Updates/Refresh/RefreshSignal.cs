using Unfurl.Server.Updates.Jobs;

namespace Unfurl.Server.Updates.Refresh;

internal sealed class RefreshSignal(TimeProvider time) : WorkSignal(time);
