using System.Diagnostics;
using System.Globalization;
using Unfurl.Benchmarks.Http;
using Unfurl.Benchmarks.Limit;

namespace Unfurl.Benchmarks.Plain;

/// <summary>The plain calls in a separate process.</summary>
internal sealed class PlainClient : IAsyncDisposable
{
    private readonly Process _process;

    private PlainClient(Process process) => _process = process;

    // Repeats the provider's last query.
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

    // Returns the duration of each call in milliseconds.
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
