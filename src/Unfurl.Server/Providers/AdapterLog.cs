namespace Unfurl.Server.Providers;

/// <summary>Writes an adapter's messages into the log, in one line each and without its credential.</summary>
internal sealed partial class AdapterLog(string instance, Secret? credential, ILogger<AdapterLog> logger) : IAdapterLog
{
    private const int MaxLength = 500;

    public void Debug(string message)
    {
        if (!logger.IsEnabled(LogLevel.Debug))
            return;
        var text = Clean(message);
        Log.Debug(logger, instance, text);
    }

    public void Warn(string message)
    {
        var text = Clean(message);
        Log.Warning(logger, instance, text);
    }

    // Adapters may be compiled without checks for null.
    private string Clean(string? message)
    {
        var text = message ?? "";
        if (credential is not null)
            text = text.Replace(credential.Reveal(), credential.ToString(), StringComparison.Ordinal);
        if (text.Length > MaxLength)
            text = text[..MaxLength];
        return string.Create(
            text.Length,
            text,
            (line, source) =>
            {
                for (var i = 0; i < line.Length; i++)
                    line[i] = char.IsControl(source[i]) || source[i] is '\u2028' or '\u2029' ? ' ' : source[i];
            }
        );
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "The adapter of {Provider} says: {Text}")]
        public static partial void Debug(ILogger logger, string provider, string text);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The adapter of {Provider} says: {Text}")]
        public static partial void Warning(ILogger logger, string provider, string text);
    }
}
