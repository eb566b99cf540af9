namespace Unfurl.Server.Previews.Redis;

/// <summary>How far the log was read, on which server.</summary>
/// <param name="run">The server's process and its time as the primary.</param>
/// <param name="marks">What was read.</param>
/// <param name="last">The id of the last record that was read.</param>
internal sealed class LogPlace(string run, LogMarks marks, string last)
{
    private long _readAt;
    private volatile bool _isVerified = true;

    public string Run => run;

    public LogMarks Marks => marks;

    /// <summary>The id of the last record that was read.</summary>
    public string Last { get; set; } = last;

    /// <summary>Which connections lead there.</summary>
    public int Servers { get; set; }

    /// <summary>Whether it was made sure of since the last connection was made.</summary>
    public bool IsVerified
    {
        get => _isVerified;
        set => _isVerified = value;
    }

    /// <summary>When it was last read to the end.</summary>
    public long ReadAt
    {
        get => Volatile.Read(ref _readAt);
        set => Volatile.Write(ref _readAt, value);
    }
}
