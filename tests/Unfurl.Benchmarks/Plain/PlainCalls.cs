using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Unfurl.Benchmarks.Plain;

/// <summary>
/// Calls the provider with an HttpClient and does nothing else: the minimum duration of the service's own call. It
/// reads a number of calls per line and writes their durations in a line.
/// </summary>
internal static class PlainCalls
{
    public static async Task RunAsync(Uri url, string query)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "gho_bench");
        while (await Console.In.ReadLineAsync() is { } count)
        {
            var times = new List<string>();
            for (var left = int.Parse(count, CultureInfo.InvariantCulture); left > 0; left--)
            {
                var start = Stopwatch.GetTimestamp();
                using var content = new StringContent(query, Encoding.UTF8, "application/json");
                using var response = await client.PostAsync(url, content);
                await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
                times.Add(
                    Stopwatch.GetElapsedTime(start).TotalMilliseconds.ToString("R", CultureInfo.InvariantCulture)
                );
            }
            Console.WriteLine(string.Join(' ', times));
        }
    }
}
