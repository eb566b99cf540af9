namespace Unfurl.Benchmarks.Http;

/// <summary>What a run found out: the figures as they come, and at the end each goal with what was measured.</summary>
/// <param name="details">Where figures go.</param>
internal sealed class Report(TextWriter details)
{
    private readonly List<(string Work, string Goal, string Measured, string Verdict)> _goals = [];

    public void Line(string text) => details.WriteLine(text);

    /// <summary>Compares a figure with the most that it should be.</summary>
    /// <param name="work">What was done.</param>
    /// <param name="figure">What was measured of it.</param>
    /// <param name="measured">The figure.</param>
    /// <param name="most">The goal.</param>
    /// <param name="unit">Of both.</param>
    public void AtMost(string work, string figure, double measured, double most, string unit) =>
        Add(work, $"{figure} ≤ {Text(most)} {unit}".TrimEnd(), measured, measured - most, unit);

    /// <summary>Compares a figure with the least that it should be.</summary>
    public void AtLeast(string work, string figure, double measured, double least, string unit) =>
        Add(work, $"{figure} ≥ {Text(least)} {unit}".TrimEnd(), measured, least - measured, unit);

    /// <summary>Prints the goals as a table in Markdown.</summary>
    public void WriteGoals(TextWriter output)
    {
        if (_goals.Count == 0)
            return;
        output.WriteLine("| work | goal | measured | |\n|---|---|---|---|");
        foreach (var (work, goal, measured, verdict) in _goals)
            output.WriteLine($"| {work} | {goal} | {measured} | {verdict} |");
    }

    private void Add(string work, string goal, double measured, double excess, string unit)
    {
        // "× the limit": the goal says of what, the figures only how much.
        var measure = unit.Split(' ')[0];
        var text = $"{Text(measured)} {measure}".TrimEnd();
        var verdict = excess <= 0 ? "met" : $"missed by {Text(excess)} {measure}".TrimEnd();
        _goals.Add((work, goal, text, verdict));
        Line($"goal: {goal} → {text}: {verdict}");
    }

    private static string Text(double number) => number.ToString(Math.Abs(number) >= 1000 ? "0" : "0.###");
}
