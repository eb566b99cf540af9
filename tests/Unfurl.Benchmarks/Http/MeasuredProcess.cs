using System.Diagnostics;
using System.Globalization;

namespace Unfurl.Benchmarks.Http;

/// <summary>What the kernel knows of a process: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html.</summary>
internal static class MeasuredProcess
{
    private const double TicksPerSecond = 100;

    /// <summary>The processor time it has used so far, in user and system mode.</summary>
    public static TimeSpan Cpu(int id)
    {
        var stat = File.ReadAllText($"/proc/{id}/stat");
        // The name stands in parentheses and may hold anything.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks =
            long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    /// <summary>Waits until it has nothing to do any more: the runtime compiles in the background what was used much.</summary>
    public static async Task SettleAsync(int id)
    {
        const int MostSeconds = 20;
        for (var second = 0; second < MostSeconds; second++)
        {
            var before = Cpu(id);
            await Task.Delay(TimeSpan.FromSeconds(1));
            if (Cpu(id) - before < TimeSpan.FromMilliseconds(50))
                return;
        }
    }

    /// <summary>The memory it holds, in bytes.</summary>
    public static long Memory(int id) =>
        long.Parse(
            File.ReadLines($"/proc/{id}/status")
                .First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture
        ) * 1024;

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its output.</returns>
    public static async Task<string> RunAsync(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {output}");
    }
}
