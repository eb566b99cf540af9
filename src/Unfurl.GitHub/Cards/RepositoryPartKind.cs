using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Unfurl.GitHub.Cards;

/// <summary>A kind of link to a part of a repository.</summary>
internal abstract class RepositoryPartKind<TRepository>(JsonTypeInfo<GraphQLResponse<RepositoryData<TRepository>>> type)
    : QueryKind<RepositoryData<TRepository>>(type)
    where TRepository : RepositoryNode
{
    // Beside owner and name.
    protected abstract JsonObject VariablesOf(LinkMatch match);

    // Null if the repository has no such part, or does not show it.
    protected abstract Resolution.Found? Find(TRepository repository, LinkMatch match);

    protected sealed override JsonObject VariablesOf(LinkMatch match, GitHubClient client) =>
        RepositoryLink.Of(match).Variables(VariablesOf(match));

    protected sealed override Resolution.Found? Find(RepositoryData<TRepository> data, LinkMatch match) =>
        data.Repository is { } repository ? Find(repository, match) : null;
}

internal sealed record RepositoryData<TRepository>(TRepository? Repository = null)
    where TRepository : RepositoryNode;
