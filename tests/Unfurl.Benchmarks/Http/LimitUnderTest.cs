using System.Diagnostics;
using Unfurl.Benchmarks.Limit;
using Unfurl.Testing;

namespace Unfurl.Benchmarks.Http;

/// <summary>The limit, as a process of its own.</summary>
internal sealed class LimitUnderTest : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Uri _url;

    private LimitUnderTest(Process process, Uri url) => (_process, _url) = (process, url);

    public int ProcessId => _process.Id;

    public Target Target => new(_url, LimitApp.Token, ServiceUnderTest.Body(1), ProcessId);

    public static async Task<LimitUnderTest> StartAsync()
    {
        var port = Ports.Free();
        var start = new ProcessStartInfo("dotnet", [typeof(LimitApp).Assembly.Location, "limit", $"{port}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains("Application started", StringComparison.Ordinal))
                return new(process, new Uri($"http://127.0.0.1:{port}/"));
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
