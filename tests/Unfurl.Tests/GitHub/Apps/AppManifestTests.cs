using System.Text.Json.Nodes;
using Unfurl.GitHub;
using Unfurl.GitHub.Apps;

namespace Unfurl.Tests.GitHub.Apps;

public sealed class AppManifestTests
{
    [Fact]
    public void The_app_reads_and_cannot_write()
    {
        var permissions = Manifest()["default_permissions"]!.AsObject();

        permissions
            .Select(permission => permission.Key)
            .ShouldBe(
                [
                    "metadata",
                    "contents",
                    "issues",
                    "pull_requests",
                    "discussions",
                    "actions",
                    "checks",
                    "statuses",
                    "deployments",
                    "members",
                    "organization_projects",
                ],
                ignoreOrder: true
            );
        permissions.ShouldAllBe(permission => permission.Value!.GetValue<string>() == "read");
    }

    // docs/webhooks.md lists the events that have a meaning.
    [Fact]
    public void The_app_subscribes_to_events_that_have_a_meaning_here()
    {
        var table = File.ReadAllText(Unfurl.Testing.RepositoryRoot.File("docs", "webhooks.md"));

        var events = Manifest()["default_events"]!.AsArray().Select(name => name!.GetValue<string>()).ToList();

        events.ShouldBeUnique();
        events.Where(name => !table.Contains($"| `{name}` |", StringComparison.Ordinal)).ShouldBeEmpty();
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

    private static JsonObject Manifest(string publicUrl = "https://unfurl.acme.com") =>
        AppManifest.Of(
            new AppRequest(
                Organization: null,
                "ghes",
                new Uri(publicUrl),
                new Uri($"{publicUrl}/setup/github/callback"),
                "state"
            )
        );
}
