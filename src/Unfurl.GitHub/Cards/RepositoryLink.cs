namespace Unfurl.GitHub.Cards;

/// <summary>The part <c>/{owner}/{repo}</c> that the links of all cards start with.</summary>
internal readonly record struct RepositoryLink(string Owner, string Name)
{
    public const string Template = "/{owner:name}/{repo:name}";

    private const string GitSuffix = ".git";

    /// <summary>
    /// First segments that GitHub uses for pages of its own and so gives to no owner. GitHub publishes no list: these
    /// are the ones whose pages have a second segment that would otherwise pass for a repository.
    /// </summary>
    public static readonly IReadOnlyCollection<string> Reserved =
    [
        .. """
            about account apps blog codespaces collections contact copilot customer-stories dashboard discussions
            enterprise enterprises events explore features gist issues join login logout marketplace models new
            notifications organizations orgs pricing pulls search security sessions settings signup site sponsors stars
            team teams topics trending users watching
            """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries),
    ];

    /// <summary>The names as they stand in the link; GitHub takes the address that <c>git clone</c> takes, too.</summary>
    public static RepositoryLink Of(LinkMatch match)
    {
        var name = match["repo"];
        var plain = name.EndsWith(GitSuffix, StringComparison.OrdinalIgnoreCase) ? name[..^GitSuffix.Length] : name;
        // What is left must not turn into a step up in the path of a REST address.
        return new(match["owner"], plain is "" or "." or ".." ? name : plain);
    }

    /// <summary>The address of something in the repository, below the root of the REST API.</summary>
    public string RestPath(string path) => $"repos/{Owner}/{Name}/{path}";

    /// <summary>GitHub ignores the case of both names.</summary>
    public string Key => $"{Owner}/{Name}".ToLowerInvariant();
}
