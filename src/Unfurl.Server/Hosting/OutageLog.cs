using Unfurl.Server.Logging;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Hosting;

/// <summary>Logs an outage of storage, which every request meets, as one line in a minute.</summary>
internal sealed partial class OutageLog(Database database, TimeProvider time, ILogger<OutageLog> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private long? _loggedAt;

    /// <returns>Whether the exception is one of an outage.</returns>
    public bool TryLog(Exception exception)
    {
        if (!database.IsOutage(exception))
            return false;
        Log.Request(logger, new ScrubbedException(exception));
        lock (_gate)
        {
            if (_loggedAt is { } at && time.GetElapsedTime(at) < Interval)
                return true;
            _loggedAt = time.GetTimestamp();
        }
        Log.Outage(logger, StartFailure.Reason(exception));
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "Storage cannot be used, so requests are answered 503: {Reason}. Further ones are logged once a minute."
        )]
        public static partial void Outage(ILogger logger, string reason);

        [LoggerMessage(
            Level = LogLevel.Debug,
            Message = "A request failed because storage cannot be used: {Exception}"
        )]
        public static partial void Request(ILogger logger, ScrubbedException exception);
    }
}
