using System.Text.Json.Serialization;
using Unfurl.GitHub.Webhooks;
using Unfurl.Html;
using Event = Octokit.Webhooks.WebhookEventType;

namespace Unfurl.GitHub.Cards;

/// <summary>An advisory of a repository, which may not be published. Only REST has it.</summary>
internal sealed partial class RepositoryAdvisory : IGitHubLinkKind
{
    private static readonly GraphQLDocument Document = new(
        $$"""
        query RepositoryAdvisory($owner: String!, $name: String!) {
          repository(owner: $owner, name: $name) {
            ...RepositoryFields
          }
        }
        {{RepositoryNode.Fragment}}
        """
    );

    public IReadOnlyList<LinkPattern> Patterns { get; } =
    [
        new(
            "Advisory of a repository",
            $"{RepositoryLink.Template}/security/advisories/{{prefix:GHSA|ghsa}}-{{id}}",
            "/octocat/Hello-World/security/advisories/GHSA-jfh8-c2jp-5v3q",
            RepositoryLink.Reserved
        ),
    ];

    public IReadOnlyList<GraphQLDocument> Documents => [Document];

    public string Permission => "Repository security advisories";

    public IReadOnlyList<WebhookRule> Webhooks =>
        [
            new(Event.RepositoryAdvisory)
            {
                Refresh = p => [GitHubResources.Advisory(p.NodeId("repository_advisory.ghsa_id"))],
            },
        ];

    public string KeyOf(LinkMatch match) => $"{RepositoryLink.Of(match).Key}/security/advisories/{IdOf(match)}";

    public async Task<Resolution> ResolveAsync(
        LinkMatch match,
        GitHubClient client,
        CancellationToken cancellationToken
    )
    {
        var link = RepositoryLink.Of(match);
        var (querying, getting) = (
            client.QueryAsync(
                Document,
                link.Variables([]),
                RepositoryAdvisoryJson.Default.GraphQLResponseRepositoryDataPlainRepository,
                data => data.Repository,
                cancellationToken
            ),
            // https://docs.github.com/en/rest/security-advisories/repository-advisories#get-a-repository-security-advisory
            client.Rest.GetAsync(
                link.RestPath($"security-advisories/{IdOf(match)}"),
                RepositoryAdvisoryRestJson.Default.RestAdvisory,
                cancellationToken
            )
        );
        await Task.WhenAll(querying, getting);
        var (repository, advisory) = (await querying, await getting);
        if (!repository.Succeeded || !advisory.Succeeded)
            return repository.Failure ?? advisory.Failure!;

        var found = repository.Value.Found(PreviewOf(advisory.Value, repository.Value));
        return found with
        {
            // Only who works on it sees an advisory that is not published.
            Audience = advisory.Value.State == "published" ? found.Audience : Audience.Account,
            Resources = [GitHubResources.Advisory(advisory.Value.GhsaId), .. found.Resources],
        };
    }

    private static string IdOf(LinkMatch match) => $"GHSA-{match["id"].ToLowerInvariant()}";

    private static Preview PreviewOf(RestAdvisory advisory, RepositoryNode repository)
    {
        var (severity, icon) = Advisory.StateOf(advisory.Severity);
        return new Preview
        {
            Title = advisory.Summary,
            Identifier = $"{repository.NameWithOwner} {advisory.GhsaId}",
            Icon = new PreviewImage.Own(icon),
            Status = advisory.State switch
            {
                "published" => severity,
                "draft" => new("Draft", GitHubColors.Gray),
                "triage" => new("Needs triage", GitHubColors.Yellow),
                "withdrawn" => new("Withdrawn", GitHubColors.Gray),
                _ => new("Closed", GitHubColors.Red),
            },
            Author = advisory.Author is { } author ? Actor.PersonOf(author) : null,
            Body = HtmlText.FromMarkdown(advisory.Description),
            Fields = PreviewFields.Of(
                PreviewFields.Text("score", "Score", Advisory.ScoreOf(advisory.Cvss?.Score)),
                PreviewFields.Text("cve", "CVE", advisory.CveId),
                PreviewFields.Text("packages", "Packages", PackagesOf(advisory)),
                PreviewFields.Moment("created_at", "Published", advisory.PublishedAt)
            ),
            Facts = new Facts
            {
                Kind = new Choice("Security advisory", GitHubColors.Gray),
                Created = advisory.CreatedAt,
                Updated = advisory.UpdatedAt,
            },
        };
    }

    private static string? PackagesOf(RestAdvisory advisory)
    {
        var lines =
            advisory
                .Vulnerabilities?.OfType<Vulnerability>()
                .Select(it => Advisory.PackageLine(it.Package?.Name, it.VulnerableVersionRange, it.PatchedVersions))
                .OfType<string>()
                .Take(5)
                .ToArray()
            ?? [];
        return lines is [] ? null : string.Join("; ", lines);
    }

    private sealed record RestAdvisory(
        string GhsaId,
        string Summary,
        string State,
        string? Description = null,
        string? Severity = null,
        string? CveId = null,
        DateTimeOffset? CreatedAt = null,
        DateTimeOffset? UpdatedAt = null,
        DateTimeOffset? PublishedAt = null,
        Actor? Author = null,
        Cvss? Cvss = null,
        IReadOnlyList<Vulnerability?>? Vulnerabilities = null
    );

    private sealed record Cvss(double? Score = null);

    private sealed record Vulnerability(
        Package? Package = null,
        string? VulnerableVersionRange = null,
        string? PatchedVersions = null
    );

    private sealed record Package(string? Name = null);

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true
    )]
    [JsonSerializable(typeof(GraphQLResponse<RepositoryData<PlainRepository>>))]
    private sealed partial class RepositoryAdvisoryJson : JsonSerializerContext;

    [JsonSourceGenerationOptions(
        Converters = [typeof(MomentConverter)],
        PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true
    )]
    [JsonSerializable(typeof(RestAdvisory))]
    private sealed partial class RepositoryAdvisoryRestJson : JsonSerializerContext;
}
