using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Unfurl.Benchmarks.Http;
using Unfurl.Benchmarks.Limit;
using Unfurl.Testing;

namespace Unfurl.Benchmarks.Entries;

/// <summary>A cache with many entries in a separate process.</summary>
internal sealed class EntriesUnderTest : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Uri _url;

    private EntriesUnderTest(Process process, Uri url, Figures figures) =>
        (_process, _url, Figures) = (process, url, figures);

    public Figures Figures { get; }

    public int ProcessId => _process.Id;

    public static async Task<EntriesUnderTest> StartAsync(int count)
    {
        var port = Ports.Free();
        var start = new ProcessStartInfo(
            "dotnet",
            [typeof(LimitApp).Assembly.Location, "entries", $"{port}", $"{count}"]
        )
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith('{'))
                return new(
                    process,
                    new Uri($"http://127.0.0.1:{port}/unfurl"),
                    JsonSerializer.Deserialize<Figures>(line)!
                );
        }
        throw new InvalidOperationException("The cache ended before it was full.");
    }

    public Target Target(int count) =>
        new(_url, Figures.Token, new Links(Links.Lowest, count) { AreMixed = true }, ProcessId);

    // In milliseconds, since the previous call.
    public async Task<double> TakeLongestPauseAsync()
    {
        await _process.StandardInput.WriteLineAsync();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (double.TryParse(line, CultureInfo.InvariantCulture, out var pause))
                return pause;
        }
        throw new InvalidOperationException("The cache ended.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
