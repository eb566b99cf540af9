namespace Unfurl.GitHub.Cards;

/// <summary>The part <c>/{owner}/{repo}</c> of every GitHub link.</summary>
internal readonly record struct RepositoryLink(string Owner, string Name)
{
    public const string Template = "/{owner:name}/{repo:name}";

    private const string GitSuffix = ".git";

    // First segments that GitHub uses for its own pages and gives to no owner. GitHub publishes no list. These are the
    // ones whose pages have a second segment and would otherwise look like repositories.
    public static readonly IReadOnlyCollection<string> Reserved =
    [
        .. """
            about account apps blog codespaces collections contact copilot customer-stories dashboard discussions
            enterprise enterprises events explore features gist issues join login logout marketplace models new
            notifications organizations orgs pricing pulls search security sessions settings signup site sponsors stars
            team teams topics trending users watching
            """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries),
    ];

    // GitHub also accepts the URL for git clone.
    public static RepositoryLink Of(LinkMatch match)
    {
        var name = match["repo"];
        var plain = name.EndsWith(GitSuffix, StringComparison.OrdinalIgnoreCase) ? name[..^GitSuffix.Length] : name;
        // The remaining name must not be a dot segment in the path of a REST request.
        return new(match["owner"], plain is "" or "." or ".." ? name : plain);
    }

    public string RestPath(string path) => $"repos/{Owner}/{Name}/{path}";

    // GitHub ignores the case of both names.
    public string Key => $"{Owner}/{Name}".ToLowerInvariant();
}
