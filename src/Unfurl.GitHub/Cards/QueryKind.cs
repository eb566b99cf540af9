using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Unfurl.GitHub.Webhooks;
using Event = Octokit.Webhooks.WebhookEventType;

namespace Unfurl.GitHub.Cards;

/// <summary>A kind of link that one query answers.</summary>
internal abstract class QueryKind<TData>(JsonTypeInfo<GraphQLResponse<TData>> type) : IGitHubLinkKind
    where TData : class
{
    public abstract IReadOnlyList<LinkPattern> Patterns { get; }

    public IReadOnlyList<GraphQLDocument> Documents => [Document];

    public virtual IReadOnlyList<WebhookRule> Webhooks => [];

    public abstract string Permission { get; }

    public virtual string? Scope => null;

    protected abstract GraphQLDocument Document { get; }

    public abstract string KeyOf(LinkMatch match);

    public virtual async Task<Resolution> ResolveAsync(
        LinkMatch match,
        GitHubClient client,
        CancellationToken cancellationToken
    )
    {
        var found = await client.QueryAsync(
            Document,
            VariablesOf(match, client),
            type,
            data => Find(data, match),
            cancellationToken
        );
        return found.Succeeded ? found.Value : found.Failure;
    }

    protected abstract JsonObject VariablesOf(LinkMatch match, GitHubClient client);

    // Null if there is no such thing, or GitHub does not show it.
    protected abstract Resolution.Found? Find(TData data, LinkMatch match);
}
