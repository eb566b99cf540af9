using Unfurl.GitHub.Webhooks;
using Event = Octokit.Webhooks.WebhookEventType;

namespace Unfurl.GitHub.Cards;

/// <summary>A kind of GitHub link: its patterns, its GraphQL documents, what its webhooks change and how it resolves.</summary>
internal interface IGitHubLinkKind
{
    IReadOnlyList<LinkPattern> Patterns { get; }

    IReadOnlyList<GraphQLDocument> Documents { get; }

    // Beside the rules that concern every kind.
    IReadOnlyList<WebhookRule> Webhooks => [];

    string KeyOf(LinkMatch match);

    Task<Resolution> ResolveAsync(LinkMatch match, GitHubClient client, CancellationToken cancellationToken);
}
