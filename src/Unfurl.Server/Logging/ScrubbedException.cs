namespace Unfurl.Server.Logging;

/// <summary>
/// An exception for the log: its types and where it came from, without its words. Those of adapters and of the libraries
/// they use may hold what they were asked with, a token, or what they were answered.
/// </summary>
/// <param name="exception">The exception.</param>
internal readonly struct ScrubbedException(Exception exception)
{
    public override string ToString()
    {
        var lines = new List<string>();
        for (var current = exception; current is not null; current = current.InnerException)
            lines.Add($"{current.GetType().FullName}\n{current.StackTrace}");
        return string.Join("\ncaused by ", lines);
    }
}
