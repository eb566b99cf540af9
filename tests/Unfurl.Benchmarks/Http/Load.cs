using System.Globalization;
using System.Text.RegularExpressions;

namespace Unfurl.Benchmarks.Http;

/// <summary>What a load generator saw, and what the server used meanwhile.</summary>
/// <param name="Requests">Answered requests.</param>
/// <param name="PerSecond">Requests a second.</param>
/// <param name="P50">In milliseconds.</param>
/// <param name="P99">In milliseconds.</param>
/// <param name="CpuMicroseconds">The server's processor time for each request.</param>
/// <param name="Failed">Answers that were not the expected status.</param>
internal sealed record Load(
    long Requests,
    double PerSecond,
    double P50,
    double P99,
    double CpuMicroseconds,
    long Failed
)
{
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(5);

    /// <summary>As fast as it goes: https://github.com/wg/wrk.</summary>
    public static async Task<Load> WrkAsync(Target target, int connections)
    {
        var script = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(
                script,
                $$"""
                wrk.method = "POST"
                wrk.body = '{{target.Body}}'
                wrk.headers["Content-Type"] = "application/json"
                wrk.headers["Authorization"] = "Bearer {{target.Token}}"
                """
            );
            var before = MeasuredProcess.Cpu(target.ProcessId);
            var output = await MeasuredProcess.RunAsync(
                "wrk",
                "-t1",
                $"-c{connections}",
                $"-d{(int)Duration.TotalSeconds}s",
                "--latency",
                "-s",
                script,
                target.Url.AbsoluteUri
            );
            var cpu = MeasuredProcess.Cpu(target.ProcessId) - before;
            var requests = (long)Number(output, @"(\d+) requests in");
            var failed = output.Contains("Non-2xx", StringComparison.Ordinal)
                ? (long)Number(output, @"Non-2xx or 3xx responses: (\d+)")
                : 0;
            return new(
                requests,
                Number(output, @"Requests/sec:\s+([\d.]+)"),
                Time(output, @"50%\s+([\d.]+)(us|ms|s)"),
                Time(output, @"99%\s+([\d.]+)(us|ms|s)"),
                cpu.TotalMicroseconds / requests,
                target.ExpectsRefusal ? requests - failed : failed
            );
        }
        finally
        {
            File.Delete(script);
        }
    }

    /// <summary>At a steady rate: https://nghttp2.org/documentation/h2load.1.html.</summary>
    public static async Task<Load> AtRateAsync(Target target, int connections, double perSecond)
    {
        var body = Path.GetTempFileName();
        var log = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(body, target.Body);
            var rate = Math.Max(1, (int)(perSecond / connections));
            var before = MeasuredProcess.Cpu(target.ProcessId);
            await MeasuredProcess.RunAsync(
                "h2load",
                "--h1",
                "-t1",
                $"-c{connections}",
                $"--rps={rate}",
                $"-D{(int)Duration.TotalSeconds}",
                "-d",
                body,
                $"--log-file={log}",
                "-H",
                "Content-Type: application/json",
                "-H",
                $"Authorization: Bearer {target.Token}",
                target.Url.AbsoluteUri
            );
            var cpu = MeasuredProcess.Cpu(target.ProcessId) - before;
            // Start, status and duration in microseconds, by tabs.
            var answers = File.ReadLines(log).Select(line => line.Split('\t')).ToList();
            var times = answers
                .Select(parts => long.Parse(parts[2], CultureInfo.InvariantCulture) / 1000.0)
                .Order()
                .ToList();
            return new(
                times.Count,
                times.Count / Duration.TotalSeconds,
                times[times.Count / 2],
                times[times.Count * 99 / 100],
                cpu.TotalMicroseconds / times.Count,
                answers.Count(parts => parts[1] != "200")
            );
        }
        finally
        {
            File.Delete(body);
            File.Delete(log);
        }
    }

    private static double Number(string output, string pattern) =>
        double.Parse(
            Regex.Match(output, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)).Groups[1].Value,
            CultureInfo.InvariantCulture
        );

    private static double Time(string output, string pattern)
    {
        var match = Regex.Match(output, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        var value = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        return match.Groups[2].Value switch
        {
            "us" => value / 1000,
            "s" => value * 1000,
            _ => value,
        };
    }
}

/// <summary>Where to send what.</summary>
internal sealed record Target(Uri Url, string Token, string Body, int ProcessId)
{
    /// <summary>Whether every answer has to be a refusal.</summary>
    public bool ExpectsRefusal { get; init; }
}
