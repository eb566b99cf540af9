using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Unfurl.Benchmarks.Limit;
using Unfurl.Simulator;
using Unfurl.Testing;

namespace Unfurl.Benchmarks.Http.Scenarios;

/// <summary>From the start of the process to its first response, and its idle memory.</summary>
internal sealed class Start : IScenario
{
    private const string Work = "start with SQLite";
    private const int Runs = 5;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);

    public string Name => "start";

    public async Task RunAsync(Report report)
    {
        await using var notion = await SimulatorHost.StartAsync();
        await using var provider = await ProviderDouble.StartAsync();
        var folder = Directory.CreateTempSubdirectory("unfurl-bench-").FullName;
        try
        {
            var program = await PublishAsync(folder);
            var (limits, services) = (new List<Started>(), new List<Started>());
            // Warm-up for the disk cache; the service also creates its database.
            await LimitAsync();
            var first = await ServiceAsync(notion, provider, program, folder);
            for (var run = 0; run < Runs; run++)
            {
                limits.Add(await LimitAsync());
                services.Add(await ServiceAsync(notion, provider, program, folder));
            }

            report.Line(
                $"medians of {Runs} starts; the service's first one, with a new database, took {first.Time:F0} ms"
            );
            report.Line("|  | first 200 after ms | RSS MB |\n|---|---|---|");
            var time = Row(report, "limit", limits, started => started.Time);
            var memory = Statistics.Median(limits.Select(started => started.Memory));
            report.AtMost(
                Work,
                "first 200 of /health/ready",
                Row(report, "service", services, started => started.Time) / time,
                3,
                "× the limit"
            );
            report.AtMost(
                Work,
                "idle memory",
                Statistics.Median(services.Select(started => started.Memory)) / memory,
                3,
                "× the limit"
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Row(Report report, string name, List<Started> runs, Func<Started, double> time)
    {
        var median = Statistics.Median(runs.Select(time));
        report.Line($"| {name} | {median:F0} | {Statistics.Median(runs.Select(run => run.Memory)):F0} |");
        return median;
    }

    // As in the Dockerfile, so that the shipped build is measured.
    private static async Task<string> PublishAsync(string folder)
    {
        var output = Path.Combine(folder, "app");
        await MeasuredProcess.RunAsync(
            "dotnet",
            "publish",
            RepositoryRoot.File("src", "Unfurl.Server"),
            "--configuration",
            "Release",
            "--use-current-runtime",
            "--self-contained",
            "false",
            "-p:RunAnalyzers=false",
            "--output",
            output,
            "--nologo"
        );
        return Path.Combine(output, "Unfurl.Server.dll");
    }

    private static async Task<Started> LimitAsync()
    {
        var start = Stopwatch.GetTimestamp();
        await using var limit = LimitUnderTest.Launch();
        return await WaitAsync(limit.Url, limit.ProcessId, start);
    }

    private static async Task<Started> ServiceAsync(
        SimulatorHost notion,
        ProviderDouble provider,
        string program,
        string folder
    )
    {
        var port = Ports.Free();
        var settings = ServiceUnderTest.Settings(notion, provider, new Uri($"http://127.0.0.1:{port}"));
        settings["ConnectionStrings:Sqlite"] = $"Data Source={Path.Combine(folder, "unfurl.db")}";
        var start = Stopwatch.GetTimestamp();
        await using var service = ServiceProcess.Start(settings, program: program, port: port);
        return await WaitAsync(service.Url, service.Id, start);
    }

    private static async Task<Started> WaitAsync(Uri url, int processId, long start)
    {
        // The baseline requires its token; the service's health endpoint does not.
        var request = Encoding.ASCII.GetBytes(
            $"GET /health/ready HTTP/1.1\r\nHost: {url.Authority}\r\nAuthorization: Bearer {LimitApp.Token}\r\n\r\n"
        );
        while (!await RespondsAsync(url, request))
        {
            if (Stopwatch.GetElapsedTime(start) > TimeSpan.FromSeconds(60))
                throw new TimeoutException("There was no answer within a minute.");
            await Task.Delay(TimeSpan.FromMilliseconds(2));
        }
        var time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        await Task.Delay(Idle);
        return new(time, MeasuredProcess.Memory(processId) / 1024.0 / 1024.0);
    }

    private static async Task<bool> RespondsAsync(Uri url, byte[] request)
    {
        try
        {
            using var connection = await RawConnection.OpenAsync(url);
            return (await connection.SendAsync(request)).Status == 200;
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }

    // Milliseconds to the first response; resident megabytes.
    private sealed record Started(double Time, double Memory);
}
