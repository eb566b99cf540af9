namespace Unfurl.Simulator.Checks;

/// <summary>How checks are written down: what they say of themselves, what they need, what they look at.</summary>
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

    /// <summary>A demand on something that is brought about first.</summary>
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
            Prepare = async session => (await needs(session)).Verdict,
        };

    /// <summary>A demand on something that only has to be looked at.</summary>
    public static Check Must<T>(
        string id,
        string title,
        string rule,
        CheckSource source,
        Func<CheckContext, Task<Prerequisite<T>>> needs,
        Func<CheckRun, T, Verdict> look
    )
        where T : class => Must(id, title, rule, source, needs, (check, value) => Task.FromResult(look(check, value)));

    /// <inheritdoc cref="Must{T}(string, string, string, CheckSource, Func{CheckContext, Task{Prerequisite{T}}}, Func{CheckRun, T, Task{Verdict}})"/>
    public static Check Should<T>(
        string id,
        string title,
        string rule,
        CheckSource source,
        Func<CheckContext, Task<Prerequisite<T>>> needs,
        Func<CheckRun, T, Task<Verdict>> run
    )
        where T : class => Must(id, title, rule, source, needs, run) with { Severity = CheckSeverity.Should };

    /// <inheritdoc cref="Must{T}(string, string, string, CheckSource, Func{CheckContext, Task{Prerequisite{T}}}, Func{CheckRun, T, Verdict})"/>
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
