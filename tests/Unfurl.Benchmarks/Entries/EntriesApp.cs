using System.Globalization;
using System.Text.Json;
using Unfurl.Benchmarks.InProcess;

namespace Unfurl.Benchmarks.Entries;

/// <summary>
/// A process that serves from a cache with many entries. It writes its figures as a line of JSON. It answers each line
/// that it reads with the runtime's longest pause since the previous one, and exits at the end of its input.
/// </summary>
internal static class EntriesApp
{
    public static async Task RunAsync(int port, int count)
    {
        await using var service = await InProcessService.StartAsync(port);
        var figures = new Filling(service.Services, service.Principal.AccountId).Fill(count, service.Token);
        using var pauses = new GcPauses();
        Console.WriteLine(JsonSerializer.Serialize(figures));
        while (await Console.In.ReadLineAsync() is not null)
            Console.WriteLine(pauses.TakeLongest().TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
    }
}
