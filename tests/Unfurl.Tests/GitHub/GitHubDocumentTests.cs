using System.Text.Json;
using Unfurl.GitHub;
using Unfurl.GitHub.Cards;
using Unfurl.Testing;
using Unfurl.Testing.GitHub;

namespace Unfurl.Tests.GitHub;

/// <summary>Validates the documents against GitHub's published schema (npm's @octokit/graphql-schema).</summary>
[NeedsNode]
public sealed class GitHubDocumentTests
{
    private static readonly IReadOnlyList<(string Name, GraphQLDocument Document)> Documents =
    [
        .. GitHubAdapter
            .LinkKinds.SelectMany(card => card.Documents, (card, document) => (NameOf(card, document), document))
            .DistinctBy(pair => pair.document),
    ];

    [Fact]
    public async Task Every_document_is_valid() =>
        (await ProblemsOf("latest", Documents.Select(pair => (pair.Name, pair.Document.Text)))).ShouldBe("");

    [Fact]
    public async Task Every_document_without_its_optional_fields_is_valid_on_all_versions()
    {
        var least = Documents.Select(pair => (pair.Name, pair.Document.WithoutOptionalFields.Text)).ToList();

        (await ProblemsOf("published", least)).ShouldBe("");
        (await ProblemsOf("latest", least)).ShouldBe("");
        (await ProblemsOf("3.16", least)).ShouldBe("");
    }

    [Fact]
    public void Every_document_marks_its_optional_fields() =>
        Documents
            .Where(pair => pair.Document.Text.Contains("# optional"))
            .ShouldAllBe(pair =>
                pair.Document.WithoutOptionalFields.Text.Length < pair.Document.Text.Length
                && !pair.Document.WithoutOptionalFields.Text.Contains("# optional")
            );

    [Fact]
    public async Task An_invalid_document_is_detected() =>
        (
            await ProblemsOf(
                "latest",
                [("Wrong", "{ repository(owner: \"a\", name: \"b\") { issues { nodes { nam } } } }")]
            )
        ).ShouldBe(
            """
            Wrong:1: You must provide a `first` or `last` value to properly paginate the `issues` connection.
            Wrong:1: Cannot query field "nam" on type "Issue".
            """
        );

    private static string NameOf(IGitHubLinkKind kind, GraphQLDocument document) =>
        $"{kind.GetType().Name} {kind.Documents.ToList().IndexOf(document)}";

    private static async Task<string> ProblemsOf(string version, IEnumerable<(string Name, string Text)> documents)
    {
        using var validation = NodeScript.Start("validate.mjs", version);
        await validation.StandardInput.WriteAsync(
            JsonSerializer.Serialize(documents.ToDictionary(pair => pair.Name, pair => pair.Text))
        );
        validation.StandardInput.Close();
        var problems = await validation.StandardError.ReadToEndAsync();
        await validation.WaitForExitAsync();
        (validation.ExitCode == 0).ShouldBe(problems.Length == 0, problems);
        return problems.TrimEnd();
    }
}
