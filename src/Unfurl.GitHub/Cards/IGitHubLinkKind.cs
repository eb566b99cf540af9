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

    // What a GitHub App may read for it, beside Metadata: https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps.
    string Permission { get; }

    // What an OAuth app's token needs for it, beside "repo" for private repositories; null for nothing.
    string? Scope => null;

    string KeyOf(LinkMatch match);

    Task<Resolution> ResolveAsync(LinkMatch match, GitHubClient client, CancellationToken cancellationToken);
}
