using BenchmarkDotNet.Attributes;
using Unfurl.Server.Notion.Unfurl;
using Unfurl.Server.Previews;
using Unfurl.Server.Providers;

namespace Unfurl.Benchmarks.Parts;

/// <summary>
/// Renders a preview as Notion's operations (once per entry), and an entry as a response (on every request).
/// </summary>
[MemoryDiagnoser]
public class Rendering : WithService
{
    private readonly DefaultHttpContext _context = new() { Response = { Body = Stream.Null } };
    private readonly ProviderInstance _instance = Some.Instance("github.com");
    private readonly Resolution _found = new Resolution.Found(Some.Preview) { Resources = [Some.PullRequest] };

    private ResolutionRenderer _renderer = null!;
    private CachedAnswer _response = null!;

    private protected override Task PrepareAsync()
    {
        _renderer = Service.Services.GetRequiredService<ResolutionRenderer>();
        _response = _renderer.Render(_found, _instance);
        return _response.Outcome == Outcome.Shown
            ? Task.CompletedTask
            : throw new InvalidOperationException("The preview cannot be rendered.");
    }

    [Benchmark]
    public object Attributes() => _renderer.Render(_found, _instance);

    [Benchmark]
    public Task Response() =>
        new UnfurlResult("https://github.com/octocat/Hello-World/pull/42", _response.Operations).ExecuteAsync(_context);
}
