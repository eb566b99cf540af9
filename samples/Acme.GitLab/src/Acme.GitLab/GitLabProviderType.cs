namespace Acme.GitLab;

/// <summary>Declares the adapter: an instance of it has the setting <c>Type</c> <c>GitLab</c>.</summary>
public sealed class GitLabProviderType : IProviderType
{
    public string Name => "GitLab";

    public IProviderAdapter Create(ProviderSettings settings)
    {
        var options = settings.Read(new GitLabOptions { Url = new Uri($"https://{settings.Host}") });
        return new GitLabAdapter(options);
    }
}
