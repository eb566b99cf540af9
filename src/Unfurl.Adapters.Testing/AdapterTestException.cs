namespace Unfurl.Adapters.Testing;

/// <summary>A test of an adapter failed. The message says what is wrong and what to do; any test framework shows it.</summary>
public sealed class AdapterTestException : Exception
{
    private const int MostProblems = 20;

    internal AdapterTestException(string message, Exception? cause = null)
        : base(message, cause) { }

    /// <param name="subject">The start of a sentence, e.g. <c>The patterns of Acme</c>.</param>
    /// <param name="problems">A sentence each.</param>
    /// <exception cref="AdapterTestException">There are problems.</exception>
    internal static void ThrowIfAny(string subject, IReadOnlyList<string> problems)
    {
        if (problems.Count == 0)
            return;
        var lines = problems.Take(MostProblems).Select(problem => $"- {problem}");
        if (problems.Count > MostProblems)
            lines = lines.Append($"- and {problems.Count - MostProblems} more");
        throw new AdapterTestException($"{subject} failed the check:\n{string.Join('\n', lines)}");
    }
}
