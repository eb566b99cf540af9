namespace Unfurl.GitHub.Cards;

/// <summary>
/// A list or page of a repository that GitHub's API does not have as such: it has the repository's card, with the words of
/// the search or the name of the page.
/// </summary>
internal sealed class RepositorySection : IGitHubLinkKind
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["issues"] = "Issues",
        ["pulls"] = "Pull requests",
        ["labels"] = "Labels",
        ["milestones"] = "Milestones",
        ["releases"] = "Releases",
        ["tags"] = "Tags",
        ["branches"] = "Branches",
        ["branches/all"] = "All branches",
        ["branches/active"] = "Active branches",
        ["branches/stale"] = "Stale branches",
        ["discussions"] = "Discussions",
        ["actions"] = "Actions",
        ["actions/caches"] = "Caches",
        ["projects"] = "Projects",
        ["packages"] = "Packages",
        ["deployments"] = "Deployments",
        ["wiki"] = "Wiki",
        ["security"] = "Security",
        ["security/advisories"] = "Security advisories",
        ["security/policy"] = "Security policy",
        ["security/dependabot"] = "Dependabot alerts",
        ["security/code-scanning"] = "Code scanning alerts",
        ["security/secret-scanning"] = "Secret scanning alerts",
        ["pulse"] = "Pulse",
        ["pulse/daily"] = "Pulse",
        ["pulse/halfweekly"] = "Pulse",
        ["pulse/weekly"] = "Pulse",
        ["pulse/monthly"] = "Pulse",
        ["graphs"] = "Insights",
        ["graphs/contributors"] = "Contributors",
        ["graphs/commit-activity"] = "Commit activity",
        ["graphs/code-frequency"] = "Code frequency",
        ["graphs/community"] = "Community",
        ["graphs/traffic"] = "Traffic",
        ["network"] = "Network",
        ["network/members"] = "Forks",
        ["network/dependents"] = "Dependents",
        ["network/dependencies"] = "Dependencies",
        ["forks"] = "Forks",
        ["stargazers"] = "Stargazers",
        ["watchers"] = "Watchers",
        ["contributors"] = "Contributors",
        ["activity"] = "Activity",
        ["search"] = "Search",
    };

    // Lists of what is somebody's, in the words of GitHub's search.
    private static readonly Dictionary<string, (string Name, string Qualifier)> Filters = new(StringComparer.Ordinal)
    {
        ["issues/created_by"] = ("Issues", "author"),
        ["issues/assigned"] = ("Issues", "assignee"),
        ["issues/mentioned"] = ("Issues", "mentions"),
        ["pulls/assigned"] = ("Pull requests", "assignee"),
        ["pulls/mentioned"] = ("Pull requests", "mentions"),
        ["pulls/review-requested"] = ("Pull requests", "review-requested"),
        ["pulls"] = ("Pull requests", "author"),
        ["discussions/categories"] = ("Discussions", "category"),
    };

    private static readonly string Alternatives = string.Join('|', Names.Keys);

    public IReadOnlyList<LinkPattern> Patterns { get; } =
    [
        new(
            "Search in a list",
            $"{RepositoryLink.Template}/{{section:{Alternatives}}}?q={{search}}",
            "/octocat/Hello-World/issues?q=is%3Aopen+label%3Abug",
            RepositoryLink.Reserved
        ),
        // Some lists call the words of their search otherwise.
        new(
            "List",
            $"{RepositoryLink.Template}/{{section:{Alternatives}}}?[query={{query}}]&[discussions_q={{discussions}}]",
            "/octocat/Hello-World/issues",
            RepositoryLink.Reserved
        ),
        new(
            "Filtered list",
            $"{RepositoryLink.Template}/{{filter:{string.Join('|', Filters.Keys)}}}/{{*value}}",
            "/octocat/Hello-World/issues/assigned/hubot",
            RepositoryLink.Reserved
        ),
        new(
            "Commits of an author",
            $"{RepositoryLink.Template}/commits[/{{*path}}]?author={{author}}",
            "/octocat/Hello-World/commits/main?author=hubot",
            RepositoryLink.Reserved
        ),
        // Its history, or the page as it was.
        new(
            "Wiki page",
            $"{RepositoryLink.Template}/wiki/{{*page}}[/_{{*view}}][/{{revision:sha}}]",
            "/octocat/Hello-World/wiki/How-to-greet",
            RepositoryLink.Reserved
        ),
        // One of its versions, or all.
        new(
            "Package",
            $"{RepositoryLink.Template}/pkgs/{{type:name}}/{{package}}[/{{version}}]",
            "/octocat/Hello-World/pkgs/container/hello-world",
            RepositoryLink.Reserved
        ),
    ];

    public IReadOnlyList<GraphQLDocument> Documents => [Repository.Document];

    public string Permission => "Metadata";

    public string KeyOf(LinkMatch match) => KeyOf(match, SectionOf(match));

    public Task<Resolution> ResolveAsync(LinkMatch match, GitHubClient client, CancellationToken cancellationToken) =>
        ResolveAsync(match, SectionOf(match), client, cancellationToken);

    internal static string KeyOf(LinkMatch match, Section section) =>
        $"{RepositoryLink.Of(match).Key}/list/{section.Kind}/{section.Title ?? section.Search}";

    internal static async Task<Resolution> ResolveAsync(
        LinkMatch match,
        Section section,
        GitHubClient client,
        CancellationToken cancellationToken
    ) =>
        await Repository.FindAsync(match, client, cancellationToken) switch
        {
            Resolution.Found found => found with
            {
                Preview = found.Preview with
                {
                    Title = section.Title ?? section.Kind,
                    Identifier = found.Preview.Title,
                    Fields = PreviewFields.Of([
                        PreviewFields.Text("search", "Search", section.Search),
                        .. found.Preview.Fields,
                    ]),
                    Facts = found.Preview.Facts with { Kind = new Choice(section.Kind, GitHubColors.Gray) },
                },
            },
            var other => other,
        };

    private static Section SectionOf(LinkMatch match)
    {
        if (ValueOf(match, "page") is { } page)
            // A wiki's addresses have dashes where its titles have spaces. It has pages of its own, such as _history.
            return page[0] == '_' && page is not ("_Footer" or "_Sidebar")
                ? new("Wiki")
                : new("Wiki page", page.Replace('-', ' '));
        if (ValueOf(match, "package") is { } package)
            return new("Package", package);
        if (ValueOf(match, "author") is { } author)
            return new("Commits", Search: $"{ValueOf(match, "path")} author:{author}".TrimStart());
        if (ValueOf(match, "value") is { } value)
        {
            var (name, qualifier) = Filters[match["filter"]];
            return new(name, Search: $"{qualifier}:{value}");
        }
        return new(
            Names[match["section"]],
            Search: ValueOf(match, "search") ?? ValueOf(match, "query") ?? ValueOf(match, "discussions")
        );
    }

    private static string? ValueOf(LinkMatch match, string parameter) =>
        match.Optional(parameter) is null ? null : match.Decoded(parameter);

    /// <summary>What the card has in place of the repository's name, and the words of a search.</summary>
    internal sealed record Section(string Kind, string? Title = null, string? Search = null);
}
