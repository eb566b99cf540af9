using System.Diagnostics;

namespace Unfurl.Benchmarks.Http;

/// <summary>Asks for links by a client of our own, where each is to be asked for once.</summary>
internal static class LinkRequests
{
    /// <summary>One at a time, over one connection.</summary>
    /// <returns>How long each answer took, in milliseconds.</returns>
    public static async Task<List<double>> OneAtATimeAsync(Target target, IEnumerable<int> numbers)
    {
        using var connection = await RawConnection.OpenAsync(target.Url);
        var times = new List<double>();
        foreach (var number in numbers)
        {
            var request = target.Request(number);
            var start = Stopwatch.GetTimestamp();
            var answer = await connection.SendAsync(request);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            Expect(answer);
        }
        return times;
    }

    /// <summary>Over some connections, each link once.</summary>
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

    private static void Expect(RawResponse answer)
    {
        if (answer.Status != 200 || answer.Body.Contains("[\"error\"]", StringComparison.Ordinal))
            throw new InvalidOperationException($"There is no preview: {answer.Status} {answer.Body}");
    }
}
