namespace Unfurl.Server.Configuration;

/// <summary>The levels of the log. The framework reads them with its first logger, and names neither the key nor the levels.</summary>
internal static class LogLevels
{
    public static void Check(IConfiguration configuration, SettingsReader reader)
    {
        foreach (var (key, level) in configuration.GetSection("Logging").AsEnumerable())
        {
            if (
                key.Split(':') is [.., var parent, _]
                && parent.Equals("LogLevel", StringComparison.OrdinalIgnoreCase)
                && !string.IsNullOrEmpty(level)
                && !Enum.TryParse<LogLevel>(level, ignoreCase: true, out _)
            )
                reader.Report(key, $"must be one of {string.Join(", ", Enum.GetNames<LogLevel>())}");
        }
    }
}
