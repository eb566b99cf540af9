using System.Text;
using System.Text.Json;

namespace Unfurl.Testing.GitHub;

/// <summary>
/// GitHub's published example payloads (npm <c>@octokit/webhooks-examples</c>), of github.com and GitHub Enterprise
/// Server.
/// </summary>
public static class GitHubExamples
{
    private static readonly string Folder = RepositoryRoot.File(
        "tests",
        "github-double",
        "node_modules",
        "@octokit",
        "webhooks-examples"
    );

    public static IReadOnlyList<GitHubExample> All { get; } =
    [.. Directory.GetDirectories(Folder).Order(StringComparer.Ordinal).SelectMany(Read)];

    public static GitHubExample Of(string name, string? action = null) =>
        All.First(example =>
            example.Event == name
            && (action is null || example.Action == action)
            && example.Source.StartsWith("api.github.com", StringComparison.Ordinal)
        );

    private static IEnumerable<GitHubExample> Read(string folder)
    {
        using var index = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "index.json")));
        var examples = new List<GitHubExample>();
        foreach (var kind in index.RootElement.EnumerateArray())
        {
            var name = kind.GetProperty("name").GetString()!;
            foreach (var payload in kind.GetProperty("examples").EnumerateArray())
                examples.Add(
                    new GitHubExample(
                        $"{Path.GetFileName(folder)} {name} {examples.Count}",
                        name,
                        payload.TryGetProperty("action", out var action) ? action.GetString() : null,
                        payload.GetRawText()
                    )
                );
        }
        return examples;
    }
}

public sealed record GitHubExample(string Source, string Event, string? Action, string Json)
{
    public GitHubDelivery Delivery => new(Event, Encoding.UTF8.GetBytes(Json));

    public override string ToString() => Source;
}
