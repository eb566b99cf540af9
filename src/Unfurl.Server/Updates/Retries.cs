namespace Unfurl.Server.Updates;

/// <summary>When something that failed is tried again: after about a second, then twice as long each time.</summary>
/// <param name="chance">A number from 0 to 1, a new one each time: what failed together shall not come back together.</param>
internal sealed class Retries(Func<double> chance)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private const double Jitter = 0.2;

    /// <param name="attempts">How often it failed before.</param>
    /// <param name="longest">The longest wait.</param>
    public TimeSpan After(int attempts, TimeSpan longest)
    {
        var wait = First * Math.Pow(2, Math.Min(attempts, 30));
        return (wait < longest ? wait : longest) * (1 + (Jitter * chance()));
    }
}
