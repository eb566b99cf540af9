using System.Diagnostics;
using System.Text;

namespace Unfurl.Benchmarks.Http;

/// <summary>Requests the same links at once over many open connections.</summary>
internal sealed class Crowd : IDisposable
{
    // Long enough for all requests to arrive during the provider call.
    public static readonly TimeSpan FastCall = TimeSpan.FromMilliseconds(300);

    // GitHub's adapter retries faster failures.
    public static readonly TimeSpan SlowCall = TimeSpan.FromMilliseconds(1200);

    private readonly List<(RawConnection Connection, ServiceUnderTest Service)> _members = [];

    // To each service in turn.
    public static async Task<Crowd> ConnectAsync(IReadOnlyList<ServiceUnderTest> services, int count)
    {
        var crowd = new Crowd();
        for (var member = 0; member < count; member++)
        {
            var service = services[member % services.Count];
            var connection = await RawConnection.OpenAsync(service.Url);
            crowd._members.Add((connection, service));
            await connection.SendAsync(
                Encoding.ASCII.GetBytes($"GET /health/live HTTP/1.1\r\nHost: {service.Url.Authority}\r\n\r\n")
            );
        }
        return crowd;
    }

    public Task<BurstResult> RequestAsync(ProviderDouble provider, int number, TimeSpan delay) =>
        RequestAsync(provider, [number], delay);

    // The provider delays its response. Each connection requests one of the links.
    public async Task<BurstResult> RequestAsync(ProviderDouble provider, IReadOnlyList<int> numbers, TimeSpan delay)
    {
        provider.Delay = delay;
        var before = provider.Calls;
        var targets = _members.ConvertAll(member => member.Service.Target(Links.One));
        var requests = targets.Select((target, i) => target.Request(numbers[i / 2 % numbers.Count])).ToList();
        var start = Stopwatch.GetTimestamp();
        var responses = await Task.WhenAll(_members.Select((member, i) => member.Connection.SendAsync(requests[i])));
        var all = Stopwatch.GetElapsedTime(start);
        provider.Delay = TimeSpan.Zero;
        var unexpected = responses.Count(response =>
            response.Status != 200
            || !response.Body.Contains(provider.Fails ? "\"error\"" : "\"attributes\"", StringComparison.Ordinal)
        );
        return unexpected == 0
            ? new(provider.Calls - before, provider.LastCall.TotalMilliseconds, all.TotalMilliseconds)
            : throw new InvalidOperationException($"{unexpected} answers were not what they should be.");
    }

    public void Dispose()
    {
        foreach (var (connection, _) in _members)
            connection.Dispose();
    }
}

/// <summary>
/// The result of a burst; times are in milliseconds. <c>Calls</c> is the number of provider calls, <c>Call</c> the
/// duration of the last one, and <c>All</c> the time from the first request to the last response.
/// </summary>
internal sealed record BurstResult(int Calls, double Call, double All)
{
    public double Overhead => All - Call;

    public override string ToString() => $"calls {Calls}, the last took {Call:F0} ms; last answer after {All:F0} ms";
}
