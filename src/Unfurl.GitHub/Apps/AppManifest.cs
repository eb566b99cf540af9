using System.Text.Json.Nodes;

namespace Unfurl.GitHub.Apps;

/// <summary>The manifest of a GitHub App that reads what cards show, and cannot write.</summary>
internal static class AppManifest
{
    // GitHub takes no longer ones.
    private const int MaxName = 34;

    /// <summary>
    /// The events with a meaning here (<c>docs/webhooks.md</c>), by the permission that an app must have to subscribe:
    /// https://docs.github.com/en/webhooks/webhook-events-and-payloads. GitHub sends those of installations and authorizations
    /// without a subscription, and for the target of one and for global advisories needs no permission.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, string[]> EventsByPermission = new Dictionary<string, string[]>
    {
        ["metadata"] = ["label", "public", "repository", "star", "installation_target", "security_advisory"],
        ["contents"] = ["commit_comment", "create", "delete", "fork", "push", "release"],
        ["issues"] = ["issue_comment", "issues", "milestone", "sub_issues"],
        ["pull_requests"] =
        [
            "pull_request",
            "pull_request_review",
            "pull_request_review_comment",
            "pull_request_review_thread",
        ],
        ["discussions"] = ["discussion", "discussion_comment"],
        ["actions"] = ["workflow_job", "workflow_run"],
        ["checks"] = ["check_run", "check_suite"],
        ["statuses"] = ["status"],
        ["deployments"] = ["deployment", "deployment_status"],
        ["vulnerability_alerts"] = ["dependabot_alert"],
        ["repository_advisories"] = ["repository_advisory"],
        ["members"] = ["member", "membership", "organization", "team", "team_add"],
        ["organization_projects"] = ["projects_v2", "projects_v2_item"],
    };

    // Not in GitHub's OpenAPI descriptions of GitHub Enterprise Server 3.17 to 3.19 (npm's @octokit/openapi 23.0.2), as little
    // as advisories of repositories themselves. A manifest with a word that GitHub does not know may be refused as a whole.
    private static readonly string[] OnlyWhereHostedByGitHub =
    [
        "repository_advisories",
        "repository_advisory",
        "sub_issues",
    ];

    public static JsonObject Of(AppRequest request, bool isHostedByGitHub)
    {
        return new()
        {
            // Names are unique at a GitHub; the user may change it on GitHub's page.
            ["name"] = NameOf(request.PublicUrl),
            ["url"] = request.PublicUrl.AbsoluteUri,
            ["redirect_url"] = request.CallbackUrl.AbsoluteUri,
            ["callback_urls"] = new JsonArray(
                new Uri(request.PublicUrl, $"/signin/{request.Instance}/callback").AbsoluteUri
            ),
            ["hook_attributes"] = new JsonObject
            {
                ["url"] = new Uri(request.PublicUrl, $"/webhooks/{request.Instance}").AbsoluteUri,
                // GitHub does not reach a loopback address, the only one without https.
                ["active"] = request.PublicUrl.Scheme == Uri.UriSchemeHttps,
            },
            ["public"] = false,
            ["request_oauth_on_install"] = false,
            ["default_permissions"] = new JsonObject(
                EventsByPermission
                    .Keys.Where(IsKnown)
                    .Select(permission => KeyValuePair.Create(permission, (JsonNode?)JsonValue.Create("read")))
            ),
            ["default_events"] = new JsonArray([
                .. EventsByPermission
                    .Values.SelectMany(events => events)
                    .Where(IsKnown)
                    .Select(name => JsonValue.Create(name)),
            ]),
        };

        bool IsKnown(string word) => isHostedByGitHub || !OnlyWhereHostedByGitHub.Contains(word);
    }

    private static string NameOf(Uri publicUrl)
    {
        var name = $"Unfurl {publicUrl.IdnHost}";
        return name.Length > MaxName ? name[..MaxName].TrimEnd('.', '-') : name;
    }
}
