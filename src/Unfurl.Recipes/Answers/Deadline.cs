using System.Diagnostics;

namespace Unfurl.Recipes.Answers;

/// <summary>How long the picks of one card may hold a thread.</summary>
internal sealed class Deadline
{
    /// <summary>For the log.</summary>
    public const string Reason = "an answer that takes too long to read";

    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(500);

    private readonly long _start = Stopwatch.GetTimestamp();

    /// <exception cref="UnreadableAnswerException">It is over.</exception>
    public void Check()
    {
        if (Stopwatch.GetElapsedTime(_start) > Limit)
            throw new UnreadableAnswerException(Reason);
    }
}
