using System.Text;
using System.Text.Json;

namespace Unfurl.Testing.GitHub;

/// <summary>GitHub's published example payloads (npm <c>@octokit/webhooks-examples</c>), of github.com and of its servers.</summary>
public static class GitHubExamples
{
    private static readonly string Folder = RepositoryRoot.File(
        "tests",
        "github-double",
        "node_modules",
        "@octokit",
        "webhooks-examples"
    );

    /// <summary>Every one there is.</summary>
    public static IReadOnlyList<GitHubExample> All { get; } =
    [.. Directory.GetDirectories(Folder).Order(StringComparer.Ordinal).SelectMany(Read)];

    /// <summary>One of github.com.</summary>
    /// <param name="name">What happened.</param>
    /// <param name="action">Which action; null for any.</param>
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

/// <summary>A payload that GitHub published.</summary>
/// <param name="Source">Which one.</param>
/// <param name="Event">What happened.</param>
/// <param name="Action">Which action, where there are some.</param>
/// <param name="Json">The payload.</param>
public sealed record GitHubExample(string Source, string Event, string? Action, string Json)
{
    public GitHubDelivery Delivery => new(Event, Encoding.UTF8.GetBytes(Json));

    public override string ToString() => Source;
}
