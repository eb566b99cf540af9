using Unfurl.Testing.GitHub;

namespace Unfurl.Tests.GitHub;

/// <summary>A GitHub of a test class's own, so that classes can run beside each other.</summary>
public sealed class GitHubDoubleFixture : IAsyncLifetime
{
    private GitHubDouble? _double;

    public GitHubDouble GitHub => _double ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _double = await GitHubDouble.StartAsync();

    public ValueTask DisposeAsync() => _double?.DisposeAsync() ?? ValueTask.CompletedTask;
}
