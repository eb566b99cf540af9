namespace Unfurl.Server.Logging;

/// <summary>An exception without its messages, which may contain request data, tokens or response bodies.</summary>
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
