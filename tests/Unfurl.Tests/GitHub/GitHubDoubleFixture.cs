using Unfurl.Testing.GitHub;

namespace Unfurl.Tests.GitHub;

/// <summary>A GitHub per test class, so that classes can run in parallel.</summary>
public sealed class GitHubDoubleFixture : IAsyncLifetime
{
    private GitHubDouble? _double;

    public GitHubDouble GitHub => _double ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _double = await GitHubDouble.StartAsync();

    public ValueTask DisposeAsync() => _double?.DisposeAsync() ?? ValueTask.CompletedTask;
}
