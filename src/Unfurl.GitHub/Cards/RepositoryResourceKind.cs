using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Unfurl.GitHub.Cards;

/// <summary>
/// A kind of link to a thing in a repository that GitHub finds by its URL:
/// https://docs.github.com/en/graphql/reference/interfaces#uniformresourcelocatable.
/// </summary>
internal abstract class RepositoryResourceKind<TResource>(JsonTypeInfo<GraphQLResponse<ResourceData<TResource>>> type)
    : QueryKind<ResourceData<TResource>>(type)
    where TResource : class
{
    public sealed override string KeyOf(LinkMatch match) => $"{RepositoryLink.Of(match).Key}/{PathOf(match)}";

    // The path below the repository's, by which GitHub knows the thing.
    protected abstract string PathOf(LinkMatch match);

    // Null if the thing is of another kind.
    protected abstract Resolution.Found? Find(RepositoryNode repository, TResource resource, LinkMatch match);

    protected sealed override JsonObject VariablesOf(LinkMatch match, GitHubClient client)
    {
        var link = RepositoryLink.Of(match);
        return link.Variables(
            new() { ["url"] = client.WebUrlOf($"{link.Owner}/{link.Name}/{PathOf(match)}").AbsoluteUri }
        );
    }

    protected sealed override Resolution.Found? Find(ResourceData<TResource> data, LinkMatch match) =>
        data is { Repository: { } repository, Resource: { } resource } ? Find(repository, resource, match) : null;

    // The document around fragments for what may be at the URL.
    protected static GraphQLDocument DocumentOf(string name, string spreads, params ReadOnlySpan<string> fragments) =>
        new(
            $$"""
            query {{name}}($owner: String!, $name: String!, $url: URI!) {
              repository(owner: $owner, name: $name) {
                ...RepositoryFields
              }
              resource(url: $url) {
                __typename
                {{spreads}}
              }
            }
            {{RepositoryNode.Fragment}}
            {{string.Join('\n', fragments)}}
            """
        );
}

internal sealed record ResourceData<TResource>(PlainRepository? Repository = null, TResource? Resource = null)
    where TResource : class;

internal sealed record PlainRepository(long? DatabaseId, string NameWithOwner, string Visibility)
    : RepositoryNode(DatabaseId, NameWithOwner, Visibility);
