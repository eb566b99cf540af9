using BenchmarkDotNet.Attributes;
using Unfurl.Server.Notion.OAuth.Tokens;

namespace Unfurl.Benchmarks.Parts;

/// <summary>Who is behind a bearer token that is known already.</summary>
[MemoryDiagnoser]
public class TokenCheck : WithService
{
    private CallerCache _callers = null!;

    private protected override Task PrepareAsync()
    {
        _callers = Service.Services.GetRequiredService<CallerCache>();
        return Task.CompletedTask;
    }

    [Benchmark]
    public async ValueTask<bool> FindAsync() =>
        (await _callers.FindAsync(Service.Token, CancellationToken.None)).WasRemembered;
}
