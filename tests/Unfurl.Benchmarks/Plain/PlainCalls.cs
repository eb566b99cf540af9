using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Unfurl.Benchmarks.Plain;

/// <summary>
/// A process that calls the provider by an HttpClient and does nothing else: how long the service's own call takes at least.
/// It reads how many calls to make, line by line, and writes the times of each such number in a line.
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
                using var answer = await client.PostAsync(url, content);
                await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
                times.Add(
                    Stopwatch.GetElapsedTime(start).TotalMilliseconds.ToString("R", CultureInfo.InvariantCulture)
                );
            }
            Console.WriteLine(string.Join(' ', times));
        }
    }
}
