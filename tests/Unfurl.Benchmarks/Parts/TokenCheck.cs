using BenchmarkDotNet.Attributes;
using Unfurl.Server.Notion.OAuth.Tokens;

namespace Unfurl.Benchmarks.Parts;

/// <summary>Looks up the principal of a cached bearer token.</summary>
[MemoryDiagnoser]
public class TokenCheck : WithService
{
    private IntrospectionCache _introspection = null!;

    private protected override Task PrepareAsync()
    {
        _introspection = Service.Services.GetRequiredService<IntrospectionCache>();
        return Task.CompletedTask;
    }

    [Benchmark]
    public async ValueTask<bool> FindAsync() =>
        (await _introspection.FindAsync(Service.Token, CancellationToken.None)).WasCached;
}
