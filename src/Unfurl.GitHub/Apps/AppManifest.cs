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
    /// without a subscription.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, string[]> EventsByPermission = new Dictionary<string, string[]>
    {
        ["metadata"] = ["label", "public", "repository", "star"],
        ["contents"] = ["commit_comment", "create", "delete", "fork", "push", "release"],
        ["issues"] = ["issue_comment", "issues", "milestone"],
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
        ["members"] = ["member", "membership", "organization", "team", "team_add"],
        ["organization_projects"] = ["projects_v2", "projects_v2_item"],
    };

    public static JsonObject Of(AppRequest request) =>
        new()
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
                EventsByPermission.Keys.Select(permission =>
                    KeyValuePair.Create(permission, (JsonNode?)JsonValue.Create("read"))
                )
            ),
            ["default_events"] = new JsonArray([
                .. EventsByPermission.Values.SelectMany(events => events).Select(name => JsonValue.Create(name)),
            ]),
        };

    private static string NameOf(Uri publicUrl)
    {
        var name = $"Unfurl {publicUrl.IdnHost}";
        return name.Length > MaxName ? name[..MaxName].TrimEnd('.', '-') : name;
    }
}
