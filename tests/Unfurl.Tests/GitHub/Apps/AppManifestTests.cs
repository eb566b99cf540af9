using System.Text.Json.Nodes;
using Unfurl.GitHub;
using Unfurl.GitHub.Apps;
using Unfurl.GitHub.Webhooks;
using Unfurl.Testing;

namespace Unfurl.Tests.GitHub.Apps;

public sealed class AppManifestTests
{
    // The words of GitHub's pages, and the names of its API.
    private static readonly Dictionary<string, string> NamesByWord = new()
    {
        ["Metadata"] = "metadata",
        ["Contents"] = "contents",
        ["Issues"] = "issues",
        ["Pull requests"] = "pull_requests",
        ["Discussions"] = "discussions",
        ["Actions"] = "actions",
        ["Checks"] = "checks",
        ["Commit statuses"] = "statuses",
        ["Deployments"] = "deployments",
        ["Dependabot alerts"] = "vulnerability_alerts",
        ["Repository security advisories"] = "repository_advisories",
        ["Members (organization)"] = "members",
        ["Projects (organization)"] = "organization_projects",
    };

    // The words beside the boxes of GitHub's pages, where they are not the event's own.
    private static readonly Dictionary<string, string> Checkboxes = new()
    {
        ["public"] = "Visibility changes",
        ["repository"] = "Repositories",
        ["create"] = "Branch or tag creation",
        ["delete"] = "Branch or tag deletion",
        ["push"] = "Pushes",
        ["status"] = "Statuses",
        ["deployment_status"] = "Deployment statuses",
        ["member"] = "Collaborator add, remove, or changed",
        ["projects_v2"] = "Projects v2",
        ["repository_advisory"] = "Repository advisories",
        ["security_advisory"] = "Security advisories",
        ["installation_target"] = "Installation target",
    };

    // GitHub sends them to every app, and takes no subscription.
    private static readonly string[] Unsubscribed =
    [
        "installation",
        "installation_repositories",
        "github_app_authorization",
    ];

    [Fact]
    public void The_app_reads_what_the_cards_need_and_cannot_write()
    {
        var permissions = Manifest()["default_permissions"]!.AsObject();

        permissions
            .Select(permission => permission.Key)
            // No card names what only its checks need.
            .ShouldBe([.. PermissionsOfKinds.Select(word => NamesByWord[word]), "statuses"], ignoreOrder: true);
        permissions.ShouldAllBe(permission => permission.Value!.GetValue<string>() == "read");
    }

    [Fact]
    public void The_app_subscribes_to_the_events_of_the_rules()
    {
        var known = WebhookRules.Groups.SelectMany(group => group.Rules).Select(rule => rule.Event).Distinct();

        EventsOf(Manifest()).ShouldBe(known.Except(Unsubscribed), ignoreOrder: true);
    }

    // A manifest with a word that GitHub does not know may be refused as a whole. The OpenAPI descriptions of GitHub
    // Enterprise Server 3.17 to 3.19 (npm's @octokit/openapi 23.0.2) have neither the events nor advisories of repositories.
    [Fact]
    public void A_server_is_asked_for_what_it_has()
    {
        var (server, cloud) = (Manifest(isHostedByGitHub: false), Manifest());

        EventsOf(cloud).Except(EventsOf(server)).ShouldBe(["repository_advisory", "sub_issues"], ignoreOrder: true);
        EventsOf(server).ShouldBeSubsetOf(EventsOf(cloud));
        cloud["default_permissions"]!
            .AsObject()
            .Select(permission => permission.Key)
            .Except(server["default_permissions"]!.AsObject().Select(permission => permission.Key))
            .ShouldBe(["repository_advisories"]);
    }

    [Theory]
    [InlineData("github.com", true)]
    [InlineData("acme.ghe.com", true)]
    [InlineData("github.acme.com", false)]
    [InlineData("http://localhost:8001", false)]
    public void The_form_is_for_the_host(string text, bool isHostedByGitHub)
    {
        var registrar = new GitHubProviderType().AppRegistrar!;

        var form = registrar.FormFor(registrar.HostOf(text)!, Request()).ShouldNotBeNull();

        EventsOf(JsonNode.Parse(form.Fields["manifest"])!).Contains("sub_issues").ShouldBe(isHostedByGitHub);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("fine-grained, `github_pat_…`")]
    public async Task The_page_names_the_permissions_of_the_cards(string? row)
    {
        var lines = await File.ReadAllLinesAsync(
            RepositoryRoot.File("docs", "github.md"),
            TestContext.Current.CancellationToken
        );
        var text = row is null
            ? string.Join(' ', lines.SkipWhile(line => !line.Contains("*Repository permissions*")).Take(3))
            : lines.Single(line => line.Contains(row));

        PermissionsOfKinds
            // A fine-grained token cannot have Metadata off, nor Checks on.
            .Where(word => row is null || word is not ("Metadata" or "Checks"))
            .Select(word => word.Split(" (")[0])
            .ShouldAllBe(word => text.Contains(word, StringComparison.Ordinal));
    }

    [Fact]
    public void The_hint_beside_a_token_names_the_permissions_of_the_cards()
    {
        var adapter = Some.GitHub(settings: new Dictionary<string, string?> { ["SignIn"] = "PersonalKey" });
        var hint = adapter.SignIn.ShouldBeOfType<PersonalKeySignIn>().KeyHint!;

        PermissionsOfKinds
            .Where(word => word is not ("Metadata" or "Checks"))
            .Select(word => word.Split(" (")[0])
            .ShouldAllBe(word => hint.Contains(word, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_about_webhooks_lists_the_events_to_tick()
    {
        var page = await File.ReadAllTextAsync(
            RepositoryRoot.File("docs", "webhooks.md"),
            TestContext.Current.CancellationToken
        );
        var step = page[page.IndexOf("3. Tick the events", StringComparison.Ordinal)..];
        step = string.Join(
            ' ',
            step[..step.IndexOf("\n\n", StringComparison.Ordinal)].Split('\n', StringSplitOptions.TrimEntries)
        );

        EventsOf(Manifest()).ShouldAllBe(name => step.Contains($"*{CheckboxOf(name)}*", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://unfurl.acme.com", true)]
    [InlineData("http://localhost:5080", false)]
    public void Webhooks_are_active_where_GitHub_reaches_the_service(string publicUrl, bool expected)
    {
        var manifest = Manifest(publicUrl);

        manifest["hook_attributes"]!["active"]!.GetValue<bool>().ShouldBe(expected);
        manifest["hook_attributes"]!["url"]!.GetValue<string>().ShouldBe($"{publicUrl}/webhooks/ghes");
        manifest["callback_urls"]![0]!.GetValue<string>().ShouldBe($"{publicUrl}/signin/ghes/callback");
        manifest["public"]!.GetValue<bool>().ShouldBeFalse();
        manifest["request_oauth_on_install"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public void A_name_is_no_longer_than_GitHub_takes() =>
        Manifest("https://previews.of.a.very.long.host.acme.com")["name"]!.GetValue<string>().Length.ShouldBe(34);

    [Theory]
    [InlineData("github.com", "https://github.com/", "https://api.github.com/")]
    [InlineData(" GitHub.Acme.com ", "https://github.acme.com/", "https://github.acme.com/api/v3")]
    [InlineData("acme.ghe.com", "https://acme.ghe.com/", "https://api.acme.ghe.com/")]
    [InlineData("http://localhost:8001/path", "http://localhost:8001/", "http://localhost:8001/api/v3")]
    public void Each_kind_of_host_has_its_addresses(string text, string web, string api)
    {
        var host = new GitHubProviderType().AppRegistrar!.HostOf(text).ShouldNotBeNull();

        (host.Web.AbsoluteUri, host.Api.AbsoluteUri).ShouldBe((web, api));
    }

    private static IEnumerable<string> PermissionsOfKinds =>
        GitHubAdapter.LinkKinds.Select(kind => kind.Permission).Where(word => word != "–").Distinct();

    private static IEnumerable<string> EventsOf(JsonNode manifest) =>
        manifest["default_events"]!.AsArray().Select(name => name!.GetValue<string>());

    private static JsonObject Manifest(string publicUrl = "https://unfurl.acme.com", bool isHostedByGitHub = true) =>
        AppManifest.Of(Request(publicUrl), isHostedByGitHub);

    // "pull_request" is "Pull requests".
    private static string CheckboxOf(string name) =>
        Checkboxes.GetValueOrDefault(name)
        ?? $"{char.ToUpperInvariant(name[0])}{name[1..].Replace('_', ' ').TrimEnd('s')}s";

    private static AppRequest Request(string publicUrl = "https://unfurl.acme.com") =>
        new(Organization: null, "ghes", new Uri(publicUrl), new Uri($"{publicUrl}/setup/github/callback"), "state");
}
