using System.Diagnostics;
using Unfurl.Benchmarks.Limit;
using Unfurl.Testing;

namespace Unfurl.Benchmarks.Http;

/// <summary>The baseline in a separate process.</summary>
internal sealed class LimitUnderTest : IAsyncDisposable
{
    private readonly Process _process;

    private LimitUnderTest(Process process, Uri url) => (_process, Url) = (process, url);

    public int ProcessId => _process.Id;

    public Uri Url { get; }

    public Target Target => new(Url, LimitApp.Token, Links.One, ProcessId);

    public static LimitUnderTest Launch()
    {
        var port = Ports.Free();
        var start = new ProcessStartInfo("dotnet", [typeof(LimitApp).Assembly.Location, "limit", $"{port}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        return new(Process.Start(start)!, new Uri($"http://127.0.0.1:{port}/"));
    }

    public static async Task<LimitUnderTest> StartAsync()
    {
        var limit = Launch();
        while (await limit._process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains("Application started", StringComparison.Ordinal))
                return limit;
        }
        throw new InvalidOperationException("The limit app ended at start.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
