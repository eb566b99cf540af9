namespace Unfurl.Benchmarks.Http;

/// <summary>The report of a run: figures as they are measured, and at the end each goal with its figure.</summary>
internal sealed class Report(TextWriter details)
{
    private readonly List<(string Work, string Goal, string Measured, string Verdict)> _goals = [];

    public void Line(string text) => details.WriteLine(text);

    public void AtMost(string work, string figure, double measured, double most, string unit) =>
        Add(work, $"{figure} ≤ {Text(most)} {unit}".TrimEnd(), measured, measured - most, unit);

    public void AtLeast(string work, string figure, double measured, double least, string unit) =>
        Add(work, $"{figure} ≥ {Text(least)} {unit}".TrimEnd(), measured, least - measured, unit);

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
        // The goal names the reference ("× the limit"), the figures only the factor.
        var measure = unit.Split(' ')[0];
        var text = $"{Text(measured)} {measure}".TrimEnd();
        var verdict = excess <= 0 ? "met" : $"missed by {Text(excess)} {measure}".TrimEnd();
        _goals.Add((work, goal, text, verdict));
        Line($"goal: {goal} → {text}: {verdict}");
    }

    private static string Text(double number) => number.ToString(Math.Abs(number) >= 1000 ? "0" : "0.###");
}
