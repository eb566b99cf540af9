using Unfurl.GitHub.Webhooks;
using Unfurl.Testing;
using Unfurl.Testing.GitHub;

namespace Unfurl.Tests.GitHub.Webhooks;

/// <summary>
/// <c>examples.txt</c> has the effect of each of GitHub's published payloads. <c>UPDATE_DOCS=1 ./test --filter
/// WebhookExampleTests</c> rewrites it.
/// </summary>
[NeedsNode]
public sealed class WebhookExampleTests
{
    private static readonly string File = RepositoryRoot.File(
        "tests",
        "Unfurl.Tests",
        "GitHub",
        "Webhooks",
        "examples.txt"
    );

    [Fact]
    public void Every_example_is_accepted_with_its_recorded_meaning()
    {
        var lines = GitHubExamples
            .All.Select(example =>
                $"{example.Event} {example.Action}".TrimEnd() + $": {example.Delivery.Read().Summary()}"
            )
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            System.IO.File.WriteAllLines(File, lines);

        lines.ShouldBe(System.IO.File.ReadAllLines(File));
        lines.ShouldNotContain(line => line.Contains("malformed", StringComparison.Ordinal));
    }

    // GitHub publishes no examples of them.
    private static readonly string[] WithoutExamples =
    [
        "installation_target",
        "projects_v2",
        "repository_advisory",
        "sub_issues",
    ];

    [Fact]
    public void There_is_an_example_of_nearly_every_event_that_a_rule_knows()
    {
        var seen = GitHubExamples.All.Select(example => example.Event).ToHashSet();

        GitHubExamples.All.Count.ShouldBeGreaterThan(600);
        WebhookRules
            .Groups.SelectMany(group => group.Rules)
            .Select(rule => rule.Event)
            .Distinct()
            .ShouldAllBe(name => seen.Contains(name) || WithoutExamples.Contains(name));
    }
}
