using System.Diagnostics;

namespace Unfurl.IntegrationTests.Cli;

/// <summary>Runs <c>unfurl</c> as a process.</summary>
internal static class UnfurlProgram
{
    private static readonly string Path = System.IO.Path.Combine(AppContext.BaseDirectory, "unfurl.dll");

    public static async Task<Run> RunAsync(
        IEnumerable<string> arguments,
        params IEnumerable<KeyValuePair<string, string>> environment
    )
    {
        using var process = Start(arguments, environment);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        return new(process.ExitCode, await output, await errors);
    }

    public static Process Start(
        IEnumerable<string> arguments,
        params IEnumerable<KeyValuePair<string, string>> environment
    )
    {
        var start = new ProcessStartInfo("dotnet", [Path, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    internal sealed record Run(int ExitCode, string Output, string Errors);
}
