using System.Diagnostics;
using System.Text;

namespace Unfurl.Benchmarks.Http;

/// <summary>Many connections that are open already, over which the same link is asked for at once.</summary>
internal sealed class Crowd : IDisposable
{
    /// <summary>Long enough for all requests to come while the provider is still busy.</summary>
    public static readonly TimeSpan FastCall = TimeSpan.FromMilliseconds(300);

    /// <summary>What fails faster, GitHub's adapter asks for once more.</summary>
    public static readonly TimeSpan SlowCall = TimeSpan.FromMilliseconds(1200);

    private readonly List<(RawConnection Connection, ServiceUnderTest Service)> _members = [];

    /// <summary>Opens connections, to each service in turn.</summary>
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

    /// <summary>Asks for a link at once, while the provider takes its time.</summary>
    public async Task<BurstResult> RequestAsync(ProviderDouble provider, int number, TimeSpan delay)
    {
        provider.Delay = delay;
        var before = provider.Calls;
        var requests = _members.ConvertAll(member => member.Service.Target(Links.One).Request(number));
        var start = Stopwatch.GetTimestamp();
        var answers = await Task.WhenAll(_members.Select((member, i) => member.Connection.SendAsync(requests[i])));
        var all = Stopwatch.GetElapsedTime(start);
        provider.Delay = TimeSpan.Zero;
        var unexpected = answers.Count(answer =>
            answer.Status != 200
            || !answer.Body.Contains(provider.Fails ? "\"error\"" : "\"attributes\"", StringComparison.Ordinal)
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

/// <summary>What came of it; times in milliseconds.</summary>
/// <param name="Calls">How often the provider was asked.</param>
/// <param name="Call">How long the last call took.</param>
/// <param name="All">From the first request to the last answer.</param>
internal sealed record BurstResult(int Calls, double Call, double All)
{
    public double Overhead => All - Call;

    public override string ToString() => $"calls {Calls}, the last took {Call:F0} ms; last answer after {All:F0} ms";
}
