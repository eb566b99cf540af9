using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Unfurl.Testing;

public sealed class CapturedLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<LogLine> _lines = new();

    public IReadOnlyCollection<LogLine> Lines => _lines;

    public string Failures => Text(_lines.Where(line => line.Level >= LogLevel.Error));

    public override string ToString() => Text(_lines);

    public ILogger CreateLogger(string categoryName) => new Logger(_lines, categoryName);

    public void Dispose() { }

    private static string Text(IEnumerable<LogLine> lines) =>
        string.Join('\n', lines.Select(line => $"{line.Level} {line.Category}: {line.Text}"));

    private sealed class Logger(ConcurrentQueue<LogLine> lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) =>
            lines.Enqueue(
                new LogLine(logLevel, category, $"{formatter(state, exception)} {exception}", ReasonIn(state))
            );

        private static string? ReasonIn<TState>(TState state) =>
            (state as IEnumerable<KeyValuePair<string, object?>>)
                ?.FirstOrDefault(property => property.Key == "Reason")
                .Value?.ToString();
    }
}

// The reason is the code of a rejection; null for any other line.
public sealed record LogLine(LogLevel Level, string Category, string Text, string? Reason = null);
