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
        ["discussions"] = "Discussions",
        ["actions"] = "Actions",
        ["projects"] = "Projects",
        ["packages"] = "Packages",
        ["deployments"] = "Deployments",
        ["wiki"] = "Wiki",
        ["security"] = "Security",
        ["pulse"] = "Pulse",
        ["graphs"] = "Insights",
        ["network"] = "Network",
        ["forks"] = "Forks",
        ["stargazers"] = "Stargazers",
        ["search"] = "Search",
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
        new(
            "List",
            $"{RepositoryLink.Template}/{{section:{Alternatives}}}",
            "/octocat/Hello-World/issues",
            RepositoryLink.Reserved
        ),
        new(
            "Wiki page",
            $"{RepositoryLink.Template}/wiki/{{*page}}",
            "/octocat/Hello-World/wiki/How-to-greet",
            RepositoryLink.Reserved
        ),
        new(
            "Package",
            $"{RepositoryLink.Template}/pkgs/{{type:name}}/{{*package}}",
            "/octocat/Hello-World/pkgs/container/hello-world",
            RepositoryLink.Reserved
        ),
    ];

    public IReadOnlyList<GraphQLDocument> Documents => [Repository.Document];

    public string Permission => "Metadata";

    public string KeyOf(LinkMatch match)
    {
        var section = SectionOf(match);
        return $"{RepositoryLink.Of(match).Key}/list/{section.Kind}/{section.Title ?? section.Search}";
    }

    public async Task<Resolution> ResolveAsync(
        LinkMatch match,
        GitHubClient client,
        CancellationToken cancellationToken
    )
    {
        var resolution = await Repository.FindAsync(match, client, cancellationToken);
        if (resolution is not Resolution.Found found)
            return resolution;
        var section = SectionOf(match);
        return found with
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
        };
    }

    private static (string Kind, string? Title, string? Search) SectionOf(LinkMatch match)
    {
        if (match.Optional("page") is not null)
            // A wiki's addresses have dashes where its titles have spaces.
            return ("Wiki page", match.Decoded("page").Replace('-', ' '), null);
        if (match.Optional("package") is not null)
            return ("Package", match.Decoded("package"), null);
        var search = match.Optional("search") is null ? null : match.Decoded("search");
        return (Names[match["section"]], null, search);
    }
}
