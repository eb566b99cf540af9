namespace Acme.GitLab;

/// <summary>Which links there are, and what becomes of a link.</summary>
internal sealed class GitLabAdapter : IProviderAdapter
{
    // GitLab's own pages, and those of groups: /groups/acme/-/work_items/12 is an epic, and no issue of a project.
    private static readonly string[] Reserved =
    [
        "-",
        "admin",
        "api",
        "dashboard",
        "explore",
        "groups",
        "help",
        "users",
    ];

    private static readonly LinkPattern MergeRequest = new(
        "Merge request",
        "/{*project}[/-]/merge_requests/{number:int}[/{tab:diffs|commits|pipelines|reports|conflicts}]",
        "/acme/tools/app/-/merge_requests/12",
        Reserved
    );

    // One number, up to three addresses: GitLab calls its issues work items now, and some of them incidents.
    private static readonly LinkPattern Issue = new(
        "Issue",
        "/{*project}[/-]/{kind:issues|work_items}[/incident]/{number:int}[/designs]",
        "/acme/tools/app/-/issues/12",
        Reserved
    );

    private readonly GitLabClient _client;

    public GitLabAdapter(GitLabOptions options)
    {
        _client = new GitLabClient(options.Url);
        Kinds =
        [
            new LinkKind(MergeRequest, ResolveMergeRequestAsync) { Key = match => KeyOf("merge_request", match) },
            new LinkKind(Issue, ResolveIssueAsync) { Key = match => KeyOf("issue", match) },
        ];
        Origins = [options.Url];
        SignIn = GitLabSignIn.Of(options, _client);
    }

    public IReadOnlyList<LinkKind> Kinds { get; }

    public IReadOnlyList<Uri> Origins { get; }

    public SignIn SignIn { get; }

    // GitLab ignores the case of paths.
    private static string KeyOf(string kind, LinkMatch match) =>
        $"{kind}:{match.Decoded("project").ToLowerInvariant()}:{match.Number("number")}";

    private async Task<Resolution> ResolveMergeRequestAsync(
        LinkMatch match,
        ProviderCall call,
        CancellationToken cancellationToken
    )
    {
        var path = $"{PathOf(match)}/merge_requests/{match.Number("number")}";
        var type = GitLabJson.Default.MergeRequestResponse;
        var (found, failure) = await _client.GetAsync(path, type, call, cancellationToken);
        return found is null ? failure! : GitLabCards.Of(found);
    }

    private async Task<Resolution> ResolveIssueAsync(
        LinkMatch match,
        ProviderCall call,
        CancellationToken cancellationToken
    )
    {
        var path = $"{PathOf(match)}/issues/{match.Number("number")}";
        var type = GitLabJson.Default.IssueResponse;
        var (found, failure) = await _client.GetAsync(path, type, call, cancellationToken);
        return found is null ? failure! : GitLabCards.Of(found);
    }

    // The path of a project is one segment of the API's: acme%2Ftools%2Fapp.
    private static string PathOf(LinkMatch match) =>
        $"{GitLabClient.Projects}{Uri.EscapeDataString(match.Decoded("project"))}";
}
