using Unfurl.GitHub.Apps;

namespace Unfurl.GitHub;

/// <summary>The provider type for github.com, GitHub Enterprise Server and GHE.com.</summary>
public sealed class GitHubProviderType : IProviderType
{
    /// <inheritdoc/>
    public string Name => "GitHub";

    /// <inheritdoc/>
    public IProviderAdapter Create(ProviderSettings settings) =>
        new GitHubAdapter(settings.Read(new GitHubOptions(settings.Host)));

    /// <inheritdoc/>
    public IAppRegistrar? AppRegistrar { get; } = new GitHubAppRegistrar();
}
