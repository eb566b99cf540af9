using System.Text.Json.Serialization;
using Unfurl.Html;

namespace Unfurl.GitHub.Cards;

/// <summary>A folder.</summary>
internal static class Folder
{
    private const int MaxListed = 15;

    // https://docs.github.com/en/graphql/reference/objects#tree
    public const string Fragment = """
        fragment TreeFields on GitObject {
          ... on Tree {
            entries {
              name
              type
            }
          }
        }
        """;

    public static Resolution.Found Found(RepositoryNode repository, RefPath place, Tree tree, ContainingCommit? commit)
    {
        var preview = new Preview
        {
            Title = place.Path.Length > 0 ? place.Path : repository.NameWithOwner,
            Identifier = $"{repository.NameWithOwner}@{place.ShortRef}",
            Icon = new PreviewImage.Own("folder"),
            Body = HtmlText.FromText(ListOf(tree)),
            Fields = PreviewFields.Of(PreviewFields.Text("entries", "Entries", CountsOf(tree))),
            Facts = new Facts { Kind = new Choice("Folder", GitHubColors.Gray) },
        };
        return repository.Found(
            LastCommit.AddTo(preview, commit?.History?.Newest),
            place.IsCommit ? [] : [GitHubResources.Ref(place.Ref)]
        );
    }

    // Folders first, as GitHub lists them.
    private static string ListOf(Tree tree)
    {
        var names = tree
            .All.OrderBy(entry => !entry.IsFolder)
            .Select(entry => entry.IsFolder ? $"{entry.Name}/" : entry.Name)
            .ToList();
        var more = PreviewFields.FormatCount(names.Count - MaxListed, "more", "more");
        return string.Join('\n', names.Take(MaxListed).Concat(more is null ? [] : [$"… {more}"]));
    }

    private static string? CountOf(Tree tree, string type, string word) =>
        PreviewFields.FormatCount(tree.All.Count(entry => entry.Type == type), word, $"{word}s");

    private static string CountsOf(Tree tree) =>
        string.Join(
            ", ",
            new[]
            {
                CountOf(tree, "tree", "folder"),
                CountOf(tree, "blob", "file"),
                CountOf(tree, "commit", "submodule"),
            }.OfType<string>()
        );

    internal sealed record Tree(IReadOnlyList<Entry?>? Entries = null) : GitObject
    {
        [JsonIgnore]
        public IEnumerable<Entry> All => Entries?.OfType<Entry>() ?? [];
    }

    internal sealed record Entry(string Name, string Type)
    {
        public bool IsFolder => Type == "tree";
    }
}
