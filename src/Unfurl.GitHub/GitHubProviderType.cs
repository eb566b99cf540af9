namespace Unfurl.GitHub;

/// <summary>Brings github.com, GitHub Enterprise Server and GHE.com to Unfurl.</summary>
public sealed class GitHubProviderType : IProviderType
{
    /// <inheritdoc/>
    public string Name => "GitHub";

    /// <inheritdoc/>
    public IProviderAdapter Create(ProviderSettings settings) => new GitHubAdapter(GitHubSettings.Read(settings));
}
