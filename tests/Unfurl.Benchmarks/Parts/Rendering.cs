using BenchmarkDotNet.Attributes;
using Unfurl.Server.Notion.Unfurl;
using Unfurl.Server.Previews;
using Unfurl.Server.Providers;

namespace Unfurl.Benchmarks.Parts;

/// <summary>
/// Packs what a provider said (once per entry), renders an entry as Notion's operations (when it is first shown), and
/// writes them as a response (on every request).
/// </summary>
[MemoryDiagnoser]
public class Rendering : WithService
{
    private readonly DefaultHttpContext _context = new() { Response = { Body = Stream.Null } };
    private readonly ProviderInstance _instance = Some.Instance("github.com");
    private readonly Resolution _found = new Resolution.Found(Some.Preview) { Resources = [Some.PullRequest] };

    private CardRenderer _renderer = null!;
    private CacheResult _result;
    private byte[] _operations = null!;

    private protected override Task PrepareAsync()
    {
        _renderer = Service.Services.GetRequiredService<CardRenderer>();
        var entry = Service
            .Services.GetRequiredService<Copies>()
            .EntryOf(new Answer(_found), default, order: 0, DateTimeOffset.UnixEpoch);
        _result = new CacheResult(entry, CacheSource.Resolved);
        _operations = _renderer.Render(_result, _instance).Bytes;
        return Task.CompletedTask;
    }

    [Benchmark]
    public object Pack() => new Answer(_found);

    [Benchmark]
    public object Render() => _renderer.Render(_result, _instance);

    [Benchmark]
    public Task Response() =>
        new UnfurlResult("https://github.com/octocat/Hello-World/pull/42", _operations).ExecuteAsync(_context);
}
