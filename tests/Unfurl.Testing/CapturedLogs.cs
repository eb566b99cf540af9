using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Unfurl.Testing;

/// <summary>Keeps log lines for a test to look at.</summary>
public sealed class CapturedLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<LogLine> _lines = new();

    public IReadOnlyCollection<LogLine> Lines => _lines;

    public override string ToString() =>
        string.Join('\n', _lines.Select(line => $"{line.Level} {line.Category}: {line.Text}"));

    public ILogger CreateLogger(string categoryName) => new Logger(_lines, categoryName);

    public void Dispose() { }

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
        ) => lines.Enqueue(new LogLine(logLevel, category, $"{formatter(state, exception)} {exception}"));
    }
}

/// <summary>A line of a log, with its exception.</summary>
public sealed record LogLine(LogLevel Level, string Category, string Text);
