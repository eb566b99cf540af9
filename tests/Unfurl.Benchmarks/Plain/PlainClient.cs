using System.Diagnostics;
using System.Globalization;
using Unfurl.Benchmarks.Http;
using Unfurl.Benchmarks.Limit;

namespace Unfurl.Benchmarks.Plain;

/// <summary>The plain calls, as a process of their own.</summary>
internal sealed class PlainClient : IAsyncDisposable
{
    private readonly Process _process;

    private PlainClient(Process process) => _process = process;

    /// <summary>Starts it.</summary>
    /// <param name="provider">What to call, with the query that it was asked last.</param>
    public static PlainClient Start(ProviderDouble provider)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                typeof(LimitApp).Assembly.Location,
                "plain",
                new Uri(provider.Url, "/graphql").AbsoluteUri,
                provider.LastQuery,
            ]
        )
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new(Process.Start(start)!);
    }

    /// <returns>How long each call took, in milliseconds.</returns>
    public async Task<IEnumerable<double>> CallAsync(int count)
    {
        await _process.StandardInput.WriteLineAsync($"{count}");
        var line =
            await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The caller ended.");
        return line.Split(' ').Select(time => double.Parse(time, CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
