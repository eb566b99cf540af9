using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Unfurl.GitHub.Webhooks;
using Unfurl.Html;
using Event = Octokit.Webhooks.WebhookEventType;

namespace Unfurl.GitHub.Cards;

/// <summary>An alert about a dependency. Only who may see a repository's alerts sees it.</summary>
internal sealed partial class DependabotAlert()
    : RepositoryPartKind<DependabotAlert.RepositoryWithAlert>(
        DependabotAlertJson.Default.GraphQLResponseRepositoryDataRepositoryWithAlert
    )
{
    // https://docs.github.com/en/graphql/reference/objects#repositoryvulnerabilityalert
    private static readonly GraphQLDocument Query = new(
        $$"""
        query DependabotAlert($owner: String!, $name: String!, $number: Int!) {
          repository(owner: $owner, name: $name) {
            ...RepositoryFields
            vulnerabilityAlert(number: $number) {
              number
              state
              createdAt
              fixedAt
              dismissedAt
              autoDismissedAt
              dismissReason
              vulnerableManifestPath
              vulnerableRequirements
              securityAdvisory {
                ghsaId
                summary
                description
                severity
              }
              securityVulnerability {
                vulnerableVersionRange
                package {
                  name
                }
                firstPatchedVersion {
                  identifier
                }
              }
            }
          }
        }
        {{RepositoryNode.Fragment}}
        """
    );

    public override IReadOnlyList<LinkPattern> Patterns { get; } =
    [
        new(
            "Dependabot alert",
            $"{RepositoryLink.Template}/security/dependabot/{{number:int}}",
            "/octocat/Hello-World/security/dependabot/3",
            RepositoryLink.Reserved
        ),
    ];

    public override IReadOnlyList<WebhookRule> Webhooks =>
        [new(Event.DependabotAlert) { Refresh = p => [p.InRepository(ResourceName(p.Number("alert.number")))] }];

    public override string Permission => "Dependabot alerts";

    protected override GraphQLDocument Document => Query;

    public override string KeyOf(LinkMatch match) =>
        $"{RepositoryLink.Of(match).Key}/security/dependabot/{match.Number("number")}";

    protected override JsonObject VariablesOf(LinkMatch match) => new() { ["number"] = match.Number("number") };

    protected override Resolution.Found? Find(RepositoryWithAlert repository, LinkMatch match) =>
        repository.VulnerabilityAlert is { } alert
            ? repository.Found(PreviewOf(repository, alert), ResourceName(match["number"])) with
            {
                Audience = Audience.Account,
            }
            : null;

    private static string ResourceName(string number) => $"/dependabot-alert:{number}";

    private static Preview PreviewOf(RepositoryNode repository, Alert alert)
    {
        var (severity, icon) = Advisory.StateOf(alert.SecurityAdvisory?.Severity);
        var package = alert.SecurityVulnerability;
        return new Preview
        {
            Title = alert.SecurityAdvisory?.Summary ?? package?.Package?.Name ?? "Dependabot alert",
            Identifier = string.Create(
                CultureInfo.InvariantCulture,
                $"{repository.NameWithOwner} Dependabot #{alert.Number}"
            ),
            Icon = new PreviewImage.Own(alert.State == "OPEN" ? icon : "advisory"),
            Status = StateOf(alert),
            Body = HtmlText.FromMarkdown(alert.SecurityAdvisory?.Description),
            Fields = PreviewFields.Of(
                PreviewFields.OneOf("severity", "Severity", severity),
                PreviewFields.Text("advisory", "Advisory", alert.SecurityAdvisory?.GhsaId),
                PreviewFields.Text(
                    "package",
                    "Package",
                    Advisory.PackageLine(
                        package?.Package?.Name,
                        package?.VulnerableVersionRange,
                        package?.FirstPatchedVersion?.Identifier
                    )
                ),
                PreviewFields.Text("manifest", "Manifest", alert.VulnerableManifestPath),
                PreviewFields.Text("requirement", "Required", alert.VulnerableRequirements),
                PreviewFields.Text("reason", "Reason", alert.State == "DISMISSED" ? alert.DismissReason : null)
            ),
            Facts = new Facts
            {
                Created = alert.CreatedAt,
                Closed = alert.State == "OPEN" ? null : alert.FixedAt ?? alert.DismissedAt ?? alert.AutoDismissedAt,
            },
        };
    }

    // https://docs.github.com/en/graphql/reference/enums#repositoryvulnerabilityalertstate
    private static Choice StateOf(Alert alert) =>
        alert.State switch
        {
            "FIXED" => new("Fixed", GitHubColors.Purple),
            "DISMISSED" => new("Dismissed", GitHubColors.Gray),
            "AUTO_DISMISSED" => new("Auto-dismissed", GitHubColors.Gray),
            _ => new("Open", GitHubColors.Green),
        };

    internal sealed record RepositoryWithAlert(
        long? DatabaseId,
        string NameWithOwner,
        string Visibility,
        Alert? VulnerabilityAlert = null
    ) : RepositoryNode(DatabaseId, NameWithOwner, Visibility);

    internal sealed record Alert(
        int Number,
        string State,
        DateTimeOffset? CreatedAt = null,
        DateTimeOffset? FixedAt = null,
        DateTimeOffset? DismissedAt = null,
        DateTimeOffset? AutoDismissedAt = null,
        string? DismissReason = null,
        string? VulnerableManifestPath = null,
        string? VulnerableRequirements = null,
        AlertAdvisory? SecurityAdvisory = null,
        Advisory.Vulnerability? SecurityVulnerability = null
    );

    internal sealed record AlertAdvisory(
        string GhsaId,
        string Summary,
        string? Description = null,
        string? Severity = null
    );

    [JsonSourceGenerationOptions(
        Converters = [typeof(MomentConverter)],
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true
    )]
    [JsonSerializable(typeof(GraphQLResponse<RepositoryData<RepositoryWithAlert>>))]
    private sealed partial class DependabotAlertJson : JsonSerializerContext;
}
