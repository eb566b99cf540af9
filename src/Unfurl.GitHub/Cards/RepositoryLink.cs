using System.Text.Json.Nodes;

namespace Unfurl.GitHub.Cards;

/// <summary>The part <c>/{owner}/{repo}</c> of every GitHub link.</summary>
internal readonly record struct RepositoryLink(string Owner, string Name)
{
    public const string Template = "/{owner:name}/{repo:name}";

    private const string GitSuffix = ".git";

    public static readonly IReadOnlyCollection<string> Reserved = ReservedNames.OnEveryServer;

    // GitHub also accepts the URL for git clone.
    public static RepositoryLink Of(LinkMatch match)
    {
        var name = match["repo"];
        var plain = name.EndsWith(GitSuffix, StringComparison.OrdinalIgnoreCase) ? name[..^GitSuffix.Length] : name;
        // The remaining name must not be a dot segment in the path of a REST request.
        return new(match["owner"], plain is "" or "." or ".." ? name : plain);
    }

    public string RestPath(string path) => $"repos/{Owner}/{Name}/{path}";

    // What every query about a repository takes, beside its own.
    public JsonObject Variables(JsonObject own)
    {
        own["owner"] = Owner;
        own["name"] = Name;
        return own;
    }

    // GitHub ignores the case of both names.
    public string Key => $"{Owner}/{Name}".ToLowerInvariant();
}
