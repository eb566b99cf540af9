using System.Diagnostics;

namespace Unfurl.Benchmarks.Http;

/// <summary>Requests each link exactly once, which wrk cannot do.</summary>
internal static class LinkRequests
{
    // Over one connection. Returns the duration of each response in milliseconds.
    public static async Task<List<double>> OneAtATimeAsync(Target target, IEnumerable<int> numbers)
    {
        using var connection = await RawConnection.OpenAsync(target.Url);
        var times = new List<double>();
        foreach (var number in numbers)
        {
            var request = target.Request(number);
            var start = Stopwatch.GetTimestamp();
            var response = await connection.SendAsync(request);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            Expect(response);
        }
        return times;
    }

    // Over several connections.
    public static async Task EachOnceAsync(Target target, IEnumerable<int> numbers)
    {
        const int Connections = 8;
        using var rest = numbers.GetEnumerator();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => AskAsync()));

        int? Next()
        {
            lock (rest)
                return rest.MoveNext() ? rest.Current : null;
        }

        async Task AskAsync()
        {
            using var connection = await RawConnection.OpenAsync(target.Url);
            while (Next() is { } number)
                Expect(await connection.SendAsync(target.Request(number)));
        }
    }

    private static void Expect(RawResponse response)
    {
        if (response.Status != 200 || response.Body.Contains("[\"error\"]", StringComparison.Ordinal))
            throw new InvalidOperationException($"There is no preview: {response.Status} {response.Body}");
    }
}
