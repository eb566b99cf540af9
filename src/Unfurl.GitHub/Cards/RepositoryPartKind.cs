using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Unfurl.GitHub.Webhooks;

namespace Unfurl.GitHub.Cards;

/// <summary>A kind of link to a part of a repository that one query finds.</summary>
internal abstract class RepositoryPartKind<TRepository>(JsonTypeInfo<GraphQLResponse<RepositoryData<TRepository>>> type)
    : IGitHubLinkKind
    where TRepository : RepositoryNode
{
    public abstract IReadOnlyList<LinkPattern> Patterns { get; }

    public IReadOnlyList<GraphQLDocument> Documents => [Document];

    public virtual IReadOnlyList<WebhookRule> Webhooks => [];

    protected abstract GraphQLDocument Document { get; }

    public abstract string KeyOf(LinkMatch match);

    public async Task<Resolution> ResolveAsync(
        LinkMatch match,
        GitHubClient client,
        CancellationToken cancellationToken
    )
    {
        var found = await client.QueryAsync(
            Document,
            RepositoryLink.Of(match).Variables(VariablesOf(match)),
            type,
            data => data.Repository is { } repository ? Find(repository, match) : null,
            cancellationToken
        );
        return found.Succeeded ? found.Value : found.Failure;
    }

    // Beside owner and name.
    protected abstract JsonObject VariablesOf(LinkMatch match);

    // Null if the repository has no such part, or does not show it.
    protected abstract Resolution.Found? Find(TRepository repository, LinkMatch match);
}

internal sealed record RepositoryData<TRepository>(TRepository? Repository = null)
    where TRepository : RepositoryNode;
