using System.Globalization;
using System.Text.RegularExpressions;

namespace Unfurl.Benchmarks.Http;

/// <summary>
/// The result of a load generator; <c>P50</c> and <c>P99</c> are in milliseconds. <c>CpuMicroseconds</c> is the
/// server's processor time per request. <c>Failed</c> counts responses with an unexpected status.
/// </summary>
internal sealed record Load(
    long Requests,
    double PerSecond,
    double P50,
    double P99,
    double CpuMicroseconds,
    long Failed
)
{
    public const int Connections = 64;

    public static TimeSpan Duration { get; set; } = TimeSpan.FromSeconds(4);

    private const string Placeholder = "NNNNNNN";

    // At full speed: https://github.com/wg/wrk.
    public static async Task<Load> WrkAsync(Target target)
    {
        var script = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(script, Script(target));
            var before = MeasuredProcess.Cpu(target.ProcessId);
            var output = await MeasuredProcess.RunAsync(
                "wrk",
                "-t1",
                $"-c{Connections}",
                $"-d{(int)Duration.TotalSeconds}s",
                "--latency",
                "-s",
                script,
                target.Url.AbsoluteUri
            );
            var cpu = MeasuredProcess.Cpu(target.ProcessId) - before;
            var requests = (long)Number(output, @"(\d+) requests in");
            var rejected = output.Contains("Non-2xx", StringComparison.Ordinal)
                ? (long)Number(output, @"Non-2xx or 3xx responses: (\d+)")
                : 0;
            return new(
                requests,
                Number(output, @"Requests/sec:\s+([\d.]+)"),
                Time(output, @"50%\s+([\d.]+)(us|ms|s)"),
                Time(output, @"99%\s+([\d.]+)(us|ms|s)"),
                cpu.TotalMicroseconds / requests,
                target.ExpectsRejection ? requests - rejected : rejected
            );
        }
        finally
        {
            File.Delete(script);
        }
    }

    // One link at a constant rate: https://nghttp2.org/documentation/h2load.1.html.
    public static async Task<Load> AtRateAsync(Target target, double perSecond)
    {
        var body = Path.GetTempFileName();
        var log = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(body, Links.Body($"{target.Links.First}"));
            var rate = Math.Max(1, (int)(perSecond / Connections));
            var before = MeasuredProcess.Cpu(target.ProcessId);
            await MeasuredProcess.RunAsync(
                "h2load",
                "--h1",
                "-t1",
                $"-c{Connections}",
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
            // Start, status and duration in microseconds, separated by tabs.
            var responses = File.ReadLines(log).Select(line => line.Split('\t')).ToList();
            var times = responses
                .Select(parts => long.Parse(parts[2], CultureInfo.InvariantCulture) / 1000.0)
                .Order()
                .ToList();
            return new(
                times.Count,
                times.Count / Duration.TotalSeconds,
                times[times.Count / 2],
                times[times.Count * 99 / 100],
                cpu.TotalMicroseconds / times.Count,
                responses.Count(parts => parts[1] != "200")
            );
        }
        finally
        {
            File.Delete(body);
            File.Delete(log);
        }
    }

    // Combines concurrent loads.
    public static Load Mean(IReadOnlyCollection<Load> loads) =>
        new(
            loads.Sum(load => load.Requests) / loads.Count,
            loads.Average(load => load.PerSecond),
            loads.Average(load => load.P50),
            loads.Average(load => load.P99),
            loads.Average(load => load.CpuMicroseconds),
            loads.Sum(load => load.Failed)
        );

    // The request is built once and only its number changes, so that wrk itself needs little processor time.
    private static string Script(Target target) =>
        $$"""
            wrk.method = "POST"
            wrk.headers["Content-Type"] = "application/json"
            wrk.headers["Authorization"] = "Bearer {{target.Token}}"
            local first, count, at = {{target.Links.First}}, {{target.Links.Count}}, {{target.Links.StartAt}}
            local before, after
            function init(args)
              local whole = wrk.format(nil, nil, nil, '{{Links.Body(Placeholder)}}')
              local from, to = whole:find("{{Placeholder}}", 1, true)
              before, after = whole:sub(1, from - 1), whole:sub(to + 1)
            end
            function request()
              at = {{(target.Links.AreMixed ? "math.random(0, count - 1)" : "(at + 1) % count")}}
              return before .. (first + at) .. after
            end
            """;

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
