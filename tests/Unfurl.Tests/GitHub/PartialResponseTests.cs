using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck.Fluent;
using Unfurl.GitHub;
using Unfurl.Testing;
using Unfurl.Testing.GitHub;

namespace Unfurl.Tests.GitHub;

/// <summary>GitHub omits a part that fails or is denied and reports an error; the preview shows the rest.</summary>
[NeedsNode]
public sealed class PartialResponseTests(NullablePaths paths) : IClassFixture<NullablePaths>
{
    public static TheoryData<string> Names => CaseTests.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Any_nullable_part_may_be_missing(string name)
    {
        var response = await CaseTests.ReadGraphQLAsync(name);

        foreach (var path in paths.Of(name))
            await ShouldBeFoundAsync(name, response, [path]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Any_nullable_parts_may_be_missing_together(string name)
    {
        var response = await CaseTests.ReadGraphQLAsync(name);
        await ShouldBeFoundAsync(name, response, paths.Of(name));

        foreach (var missing in Gen.SubListOf(paths.Of(name)).Sample(20))
            await ShouldBeFoundAsync(name, response, missing);
    }

    [Theory]
    [InlineData("pull-request.open", "author", "statusCheckRollup", "labels", "labels.nodes", "labels.nodes.*")]
    [InlineData("issue.open", "author", "milestone", "labels", "assignees.nodes.*", "stateReason")]
    public void The_nullable_parts_are_those_of_the_schema(string name, params string[] parts) =>
        parts.Select(part => $"repository.issueOrPullRequest.{part}").ShouldBeSubsetOf(paths.Of(name));

    private static async Task ShouldBeFoundAsync(string name, string response, IEnumerable<string> missing)
    {
        var json = JsonNode.Parse(response)!.AsObject();
        var errors = new JsonArray();
        foreach (var path in missing)
        {
            Remove(json["data"]!, path.Split('.'));
            errors.Add(
                new JsonObject
                {
                    ["type"] = "FORBIDDEN",
                    ["path"] = new JsonArray([.. path.Split('.').Select(part => JsonValue.Create(part))]),
                    ["message"] = "Resource not accessible by integration",
                }
            );
        }
        json["errors"] = errors;

        var resolution = await Some.GitHub()
            .ResolveAsync(CaseTests.LinkOf(name), CaseTests.GitHubOf(name, json.ToJsonString()));

        resolution.ShouldBeOfType<Resolution.Found>(string.Join(", ", missing));
    }

    // Sets the value at the path to null, if it exists.
    private static void Remove(JsonNode? within, ReadOnlySpan<string> path)
    {
        if (within is JsonArray array)
        {
            for (var i = 0; i < array.Count; i++)
            {
                if (path.Length == 1)
                    array[i] = null;
                else
                    Remove(array[i], path[1..]);
            }
        }
        else if (within is JsonObject found && found.ContainsKey(path[0]))
        {
            if (path.Length == 1)
                found[path[0]] = null;
            else
                Remove(found[path[0]], path[1..]);
        }
    }
}

// The paths that GitHub's schema allows to be null, except the requested resource itself: a part of a repository, or one of these.
public sealed class NullablePaths : IAsyncLifetime
{
    private static readonly string[] Containers =
    [
        "repository",
        "repository.commit2.history",
        "repository.commit2.target",
        "repository.commit2.target.history",
        "repository.defaultBranchRef.target",
        "repository.defaultBranchRef.target.history",
        "repository.latestRelease.file.nodes",
        "repository.latestRelease.file.nodes.*",
        "repository.ref.compare",
        "repository.release.file.nodes",
        "repository.release.file.nodes.*",
        "node",
        "organization",
        "organization.team",
        "repositoryOwner",
        "repositoryOwner.projectV2",
        "repository.deployments.nodes",
        "repository.deployments.nodes.*",
        "securityAdvisory",
        "resource",
    ];

    private Dictionary<string, string[]> _paths = [];

    public async ValueTask InitializeAsync()
    {
        var documents = GitHubAdapter
            .LinkKinds.SelectMany(card => card.Patterns, (card, pattern) => (card, pattern))
            .SelectMany(pair =>
                pair.card.Documents.Select((document, i) => ($"{CaseTests.KindOf(pair.pattern)}.{i}", document.Text))
            )
            .ToDictionary();
        using var script = NodeScript.Start("nullable.mjs");
        await script.StandardInput.WriteAsync(JsonSerializer.Serialize(documents));
        script.StandardInput.Close();
        _paths = JsonSerializer.Deserialize<Dictionary<string, string[]>>(
            await script.StandardOutput.ReadToEndAsync()
        )!;
        await script.WaitForExitAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public string[] Of(string name) =>
        [
            .. _paths
                .Where(paths => paths.Key.StartsWith($"{name.Split('.')[0]}.", StringComparison.Ordinal))
                .SelectMany(paths => paths.Value)
                .Except(Containers)
                .Where(path => path.Split('.') is not ["repository", not "databaseId"]),
        ];
}
