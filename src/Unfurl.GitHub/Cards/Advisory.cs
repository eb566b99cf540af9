using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Unfurl.GitHub.Webhooks;
using Unfurl.Html;
using Event = Octokit.Webhooks.WebhookEventType;

namespace Unfurl.GitHub.Cards;

/// <summary>An advisory of GitHub's database.</summary>
internal sealed partial class Advisory() : QueryKind<Advisory.Data>(AdvisoryJson.Default.GraphQLResponseData)
{
    // https://docs.github.com/en/graphql/reference/objects#securityadvisory
    private static readonly GraphQLDocument Query = new(
        """
        query Advisory($id: String!) {
          securityAdvisory(ghsaId: $id) {
            ghsaId
            summary
            description
            severity
            publishedAt
            updatedAt
            withdrawnAt
            cvssSeverities { # optional
              cvssV4 {
                score
              }
              cvssV3 {
                score
              }
            }
            identifiers {
              type
              value
            }
            vulnerabilities(first: 5) {
              totalCount
              nodes {
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
        """
    );

    public override IReadOnlyList<LinkPattern> Patterns { get; } =
    [new("Advisory", "/advisories/{prefix:GHSA|ghsa}-{id}", "/advisories/GHSA-jfh8-c2jp-5v3q")];

    public override IReadOnlyList<WebhookRule> Webhooks =>
        [
            new(Event.SecurityAdvisory)
            {
                Refresh = p => [GitHubResources.Advisory(p.NodeId("security_advisory.ghsa_id"))],
            },
        ];

    public override string Permission => "–";

    protected override GraphQLDocument Document => Query;

    public override string KeyOf(LinkMatch match) => $"advisories/{IdOf(match)}";

    protected override JsonObject VariablesOf(LinkMatch match, GitHubClient client) => new() { ["id"] = IdOf(match) };

    // A company's server has its own copy of the database, which needs an account.
    protected override Resolution.Found? Find(Data data, LinkMatch match) =>
        data.SecurityAdvisory is { } advisory
            ? new Resolution.Found(PreviewOf(advisory))
            {
                Audience = Audience.Account,
                Resources = [GitHubResources.Advisory(advisory.GhsaId)],
            }
            : null;

    internal static (Choice? Status, string Icon) StateOf(string? severity) =>
        severity?.ToUpperInvariant() switch
        {
            "CRITICAL" => (new("Critical", GitHubColors.Red), "advisory-severe"),
            "HIGH" => (new("High", GitHubColors.Red), "advisory-severe"),
            "MODERATE" or "MEDIUM" => (new("Moderate", GitHubColors.Yellow), "advisory"),
            "LOW" => (new("Low", GitHubColors.Gray), "advisory"),
            _ => (null, "advisory"),
        };

    // E.g. "lodash < 4.17.21, fixed in 4.17.21". Who writes an advisory may leave a part empty, or write "None". Null without a name.
    internal static string? PackageLine(string? name, string? range, string? patched) =>
        string.IsNullOrWhiteSpace(name)
            ? null
            : $"{name} {range}".TrimEnd()
                + (
                    string.IsNullOrWhiteSpace(patched)
                    || patched.Trim().Equals("none", StringComparison.OrdinalIgnoreCase)
                        ? ""
                        : $", fixed in {patched.Trim()}"
                );

    internal static string? ScoreOf(double? score) =>
        score is > 0 ? string.Create(CultureInfo.InvariantCulture, $"CVSS {score:0.0}") : null;

    private static string IdOf(LinkMatch match) => $"GHSA-{match["id"].ToLowerInvariant()}";

    private static Preview PreviewOf(AdvisoryNode advisory)
    {
        var (status, icon) = StateOf(advisory.Severity);
        var isWithdrawn = advisory.WithdrawnAt is not null;
        return new Preview
        {
            Title = advisory.Summary,
            Identifier = advisory.GhsaId,
            Icon = new PreviewImage.Own(isWithdrawn ? "advisory" : icon),
            Status = isWithdrawn ? new("Withdrawn", GitHubColors.Gray) : status,
            Body = HtmlText.FromMarkdown(advisory.Description),
            Fields = PreviewFields.Of(
                PreviewFields.Text("score", "Score", ScoreOf(advisory.Score)),
                PreviewFields.Text(
                    "cve",
                    "CVE",
                    advisory.Identifiers?.OfType<Identifier>().FirstOrDefault(it => it.Type == "CVE")?.Value
                ),
                PreviewFields.Text("packages", "Packages", PackagesOf(advisory.Vulnerabilities)),
                PreviewFields.Moment("created_at", "Published", advisory.PublishedAt)
            ),
            Facts = new Facts
            {
                Kind = new Choice("Security advisory", GitHubColors.Gray),
                Created = advisory.PublishedAt,
                Updated = advisory.UpdatedAt,
            },
        };
    }

    private static string? PackagesOf(VulnerabilityConnection? vulnerabilities)
    {
        var lines =
            vulnerabilities
                ?.Nodes?.OfType<Vulnerability>()
                .Select(it =>
                    PackageLine(it.Package?.Name, it.VulnerableVersionRange, it.FirstPatchedVersion?.Identifier)
                )
                .OfType<string>()
                .ToArray()
            ?? [];
        return lines is [] ? null : string.Join("; ", lines);
    }

    internal sealed record Data(AdvisoryNode? SecurityAdvisory = null);

    internal sealed record AdvisoryNode(
        string GhsaId,
        string Summary,
        string Severity,
        string? Description = null,
        DateTimeOffset? PublishedAt = null,
        DateTimeOffset? UpdatedAt = null,
        DateTimeOffset? WithdrawnAt = null,
        Severities? CvssSeverities = null,
        IReadOnlyList<Identifier?>? Identifiers = null,
        VulnerabilityConnection? Vulnerabilities = null
    )
    {
        [JsonIgnore]
        public double? Score =>
            CvssSeverities?.CvssV4?.Score is > 0 and var newer ? newer : CvssSeverities?.CvssV3?.Score;
    }

    internal sealed record Severities(Cvss? CvssV4 = null, Cvss? CvssV3 = null);

    internal sealed record Cvss(double Score);

    internal sealed record Identifier(string Type, string Value);

    internal sealed record VulnerabilityConnection(int TotalCount = 0, IReadOnlyList<Vulnerability?>? Nodes = null);

    internal sealed record Vulnerability(
        string? VulnerableVersionRange = null,
        Named? Package = null,
        PatchedVersion? FirstPatchedVersion = null
    );

    internal sealed record PatchedVersion(string Identifier);

    [JsonSourceGenerationOptions(
        Converters = [typeof(MomentConverter)],
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true
    )]
    [JsonSerializable(typeof(GraphQLResponse<Data>))]
    private sealed partial class AdvisoryJson : JsonSerializerContext;
}
