using System.Diagnostics;
using System.Globalization;
using System.Text;
using Unfurl.Benchmarks.Http;
using Unfurl.Server.Configuration;
using Unfurl.Server.Previews;
using Unfurl.Server.Providers;

namespace Unfurl.Benchmarks.Entries;

/// <summary>Puts entries into a cache, while somebody reads from it.</summary>
internal sealed class Filling(IServiceProvider services, string account)
{
    /// <summary>Small, so that a million fit into an ordinary machine; what is measured is what comes on top.</summary>
    private const int PayloadBytes = 200;

    private const long ServiceBudget = 128 * 1024 * 1024;

    private static readonly Preview Preview = new() { Title = "" };
    private static readonly byte[] Payload = Packed(PayloadBytes);

    private readonly ProviderRegistry _providers = services.GetRequiredService<ProviderRegistry>();

    public Figures Fill(int count, string token)
    {
        using var pauses = new GcPauses();
        var (memory, copies) = (services.GetRequiredService<MemoryLevel>(), services.GetRequiredService<Copies>());
        // Once for the compiler, with links of their own.
        Keep(copies, new Links(Links.Lowest + (2 * count), 1000), (_, _) => { });

        var before = Heap();
        pauses.TakeLongest();
        var payload = 0L;
        var longestWrite = TimeSpan.Zero;
        using var reader = new Reader(() =>
            services.GetRequiredService<PreviewCache>().TryGet(account, KeyOf(Links.Lowest), out _)
        );
        Keep(
            copies,
            new Links(Links.Lowest, count),
            (took, bytes) =>
            {
                payload += bytes;
                longestWrite = longestWrite < took ? took : longestWrite;
            }
        );
        memory.Sweep();
        var (longestRead, longestCollection) = (reader.Stop(), pauses.TakeLongest());
        var overhead = (Heap() - before - payload) / (double)count;

        var (bounded, highest) = FillBounded(count);
        return new()
        {
            Token = token,
            OverheadBytes = overhead,
            LongestCollection = longestCollection.TotalMilliseconds,
            LongestRead = longestRead.TotalMilliseconds,
            LongestWrite = longestWrite.TotalMilliseconds,
            BoundedMegabytes = bounded / 1024.0 / 1024.0,
            BoundedCount = highest / 1024.0 / 1024.0,
        };
    }

    /// <summary>A level 1 that has room for a part of them only.</summary>
    /// <returns>What it takes by the collector's count, and by its own at most.</returns>
    private (long Bytes, long Highest) FillBounded(int count)
    {
        var (invalidations, time) = (new Invalidations(), TimeProvider.System);
        var before = Heap();
        var memory = new MemoryLevel(ServiceBudget, invalidations, time);
        var lifetimes = new Lifetimes(services.GetRequiredService<UnfurlOptions>().Cache, () => 0);
        var highest = 0L;
        Keep(
            new Copies(memory, invalidations, lifetimes, time),
            new Links(Links.Lowest, count),
            (_, _) => highest = Math.Max(highest, memory.Bytes)
        );
        var bytes = Heap() - before;
        GC.KeepAlive(memory);
        return (bytes, highest);
    }

    private void Keep(Copies copies, Links links, Action<TimeSpan, int> kept)
    {
        var time = TimeProvider.System;
        var invalidations = services.GetRequiredService<Invalidations>();
        foreach (var number in links.Numbers)
        {
            var key = KeyOf(number);
            var resource = new Resource(string.Create(CultureInfo.InvariantCulture, $"pull:1296269:{number}"));
            var answer = new Answer(new Resolution.Found(Preview) { Resources = [resource] }) { Packed = [.. Payload] };
            var (address, ask) = (CopyAddress.Of(account, key), Ask.Of(account, key));
            var start = Stopwatch.GetTimestamp();
            copies.Keep(address, copies.EntryOf(answer, ask, invalidations.Next(), time.GetUtcNow()));
            kept(Stopwatch.GetElapsedTime(start), PayloadBytes + resource.Name.Length + 1);
        }
    }

    private CacheKey KeyOf(int number) =>
        Link.TryParse(Links.Url(number.ToString(CultureInfo.InvariantCulture)), out var link)
        && MatchedLink.Find(_providers, link) is { } owned
            ? owned.Key
            : throw new InvalidOperationException("No provider owns the links of the bench.");

    private static byte[] Packed(int length)
    {
        var shortest = ResolutionFormat.Pack(new Resolution.Found(new Preview { Title = "x" })).Length - 1;
        return ResolutionFormat.Pack(new Resolution.Found(new Preview { Title = new string('x', length - shortest) }));
    }

    private static long Heap() => GC.GetTotalMemory(forceFullCollection: true);

    /// <summary>Reads without a break and remembers the longest that it took.</summary>
    private sealed class Reader : IDisposable
    {
        private readonly Thread _thread;
        private volatile bool _isOver;
        private TimeSpan _longest;

        public Reader(Action read)
        {
            _thread = new Thread(() =>
            {
                while (!_isOver)
                {
                    var start = Stopwatch.GetTimestamp();
                    read();
                    var took = Stopwatch.GetElapsedTime(start);
                    if (took > _longest)
                        _longest = took;
                }
            });
            _thread.Start();
        }

        /// <returns>The longest.</returns>
        public TimeSpan Stop()
        {
            _isOver = true;
            _thread.Join();
            return _longest;
        }

        public void Dispose() => Stop();
    }
}
