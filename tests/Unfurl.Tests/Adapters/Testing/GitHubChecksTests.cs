using Unfurl.Adapters.Testing;
using Unfurl.GitHub;

namespace Unfurl.Tests.Adapters.Testing;

/// <summary>The checks of every adapter on the one with the most kinds of link, whose requests have one address.</summary>
public sealed class GitHubChecksTests
{
    private static readonly TestedAdapter GitHub = new(
        new GitHubProviderType(),
        "github.com",
        new Dictionary<string, string?> { ["ClientId"] = "id", ["ClientSecret"] = "secret" }
    );

    [Fact]
    public void Its_kinds_of_link_pass() => GitHub.CheckPatterns();

    [Fact]
    public void Its_assembly_passes() => GitHub.CheckAssembly();

    [Fact]
    public async Task It_takes_every_answer_right()
    {
        var answer = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "GitHub", "Cases", "issue.open.github.json"),
            TestContext.Current.CancellationToken
        );

        await GitHub.CheckOutcomesAsync(
            "/acme/app/issues/5",
            RecordedHttp.Parse(
                $"POST https://api.github.com/graphql\n\nHTTP/2 200\ncontent-type: application/json\n\n{answer}"
            )
        );
    }
}
