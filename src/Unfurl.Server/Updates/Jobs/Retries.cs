namespace Unfurl.Server.Updates.Jobs;

/// <summary>Computes retry delays: about a second, then twice as long after each attempt.</summary>
/// <param name="jitter">Returns a random number from 0 to 1. It spreads the retries of jobs that failed together.</param>
internal sealed class Retries(Func<double> jitter)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private const double Jitter = 0.2;

    /// <param name="attempts">The number of failed attempts before this one.</param>
    public TimeSpan After(int attempts, TimeSpan max)
    {
        var wait = First * Math.Pow(2, Math.Min(attempts, 30));
        return (wait < max ? wait : max) * (1 + (Jitter * jitter()));
    }

    /// <summary>At least the delay that was stored with a number of attempts, in milliseconds.</summary>
    /// <param name="attempts">The column with the number, which may count the stored one.</param>
    /// <param name="max">The parameter with the longest delay, in milliseconds.</param>
    public static string LongestSql(string attempts, string max)
    {
        var delay = $"CAST({First.TotalMilliseconds * 2} AS BIGINT) * (1 << {attempts})";
        return $"(CASE WHEN {attempts} < 20 AND {delay} < {max} THEN {delay} ELSE {max} * 2 END)";
    }
}
