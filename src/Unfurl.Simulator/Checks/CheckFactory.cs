namespace Unfurl.Simulator.Checks;

internal static class CheckFactory
{
    public static Check Must(
        string id,
        string title,
        string rule,
        CheckSource source,
        Func<CheckRun, Task<Verdict>> run
    ) => new(id, title, rule, source, CheckSeverity.Must) { Run = run };

    public static Check Should(
        string id,
        string title,
        string rule,
        CheckSource source,
        Func<CheckRun, Task<Verdict>> run
    ) => Must(id, title, rule, source, run) with { Severity = CheckSeverity.Should };

    // A required rule whose prerequisite takes calls.
    public static Check Must<T>(
        string id,
        string title,
        string rule,
        CheckSource source,
        Func<CheckContext, Task<Prerequisite<T>>> needs,
        Func<CheckRun, T, Task<Verdict>> run
    )
        where T : class =>
        Must(id, title, rule, source, async check => await run(check, (await needs(check.Context)).Value!)) with
        {
            Prepare = async context => (await needs(context)).Verdict,
        };

    // A required rule that is read from its prerequisite.
    public static Check Must<T>(
        string id,
        string title,
        string rule,
        CheckSource source,
        Func<CheckContext, Task<Prerequisite<T>>> needs,
        Func<CheckRun, T, Verdict> look
    )
        where T : class => Must(id, title, rule, source, needs, (check, value) => Task.FromResult(look(check, value)));

    public static Check Should<T>(
        string id,
        string title,
        string rule,
        CheckSource source,
        Func<CheckContext, Task<Prerequisite<T>>> needs,
        Func<CheckRun, T, Task<Verdict>> run
    )
        where T : class => Must(id, title, rule, source, needs, run) with { Severity = CheckSeverity.Should };

    public static Check Should<T>(
        string id,
        string title,
        string rule,
        CheckSource source,
        Func<CheckContext, Task<Prerequisite<T>>> needs,
        Func<CheckRun, T, Verdict> look
    )
        where T : class => Must(id, title, rule, source, needs, look) with { Severity = CheckSeverity.Should };
}
