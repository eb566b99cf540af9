using System.Diagnostics;
using System.Globalization;

namespace Unfurl.Benchmarks.Http;

/// <summary>Reads the kernel's data of a process: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html.</summary>
internal static class MeasuredProcess
{
    private const double TicksPerSecond = 100;

    // In user and system mode.
    public static TimeSpan Cpu(int id)
    {
        var stat = File.ReadAllText($"/proc/{id}/stat");
        // The name is in parentheses and may contain any character.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks =
            long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    // The runtime compiles hot methods in the background.
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

    // In bytes.
    public static long Memory(int id) =>
        long.Parse(
            File.ReadLines($"/proc/{id}/status")
                .First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture
        ) * 1024;

    // Returns the program's output.
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
