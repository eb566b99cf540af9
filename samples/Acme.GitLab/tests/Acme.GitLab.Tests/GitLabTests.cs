namespace Acme.GitLab.Tests;

public sealed class GitLabTests
{
    private const string Issue = "/acme/tools/app/-/issues/12";
    private const string MergeRequest = "/acme/tools/app/-/merge_requests/12";

    private static readonly TestedAdapter GitLab = Tested.WithKeys();

    // With UPDATE_CARDS=1 the card beside the recording is written instead of compared.
    [Theory]
    [InlineData(MergeRequest, "Cases/merge_request.http")]
    [InlineData("/acme/tools/app/merge_requests/12", "Cases/merge_request.http")]
    [InlineData("/acme/tools/app/-/merge_requests/12/diffs?view=parallel#note_123", "Cases/merge_request.http")]
    [InlineData("/acme/tools/app/-/merge_requests/13/pipelines", "Cases/merge_request.draft.http")]
    [InlineData("/acme/tools/app/-/merge_requests/14#note_123", "Cases/merge_request.merged.http")]
    [InlineData("/acme/secret/-/merge_requests/1", "Cases/project.hidden.http")]
    [InlineData(Issue, "Cases/issue.http")]
    [InlineData("/acme/tools/app/issues/12#note_123", "Cases/issue.http")]
    [InlineData("/acme/tools/app/-/issues/12/designs", "Cases/issue.http")]
    [InlineData("/acme/tools/app/-/work_items/12", "Cases/issue.http")]
    [InlineData("/acme/tools/app/-/issues/incident/15", "Cases/issue.incident.http")]
    [InlineData("/acme/tools/app/-/issues/99", "Cases/issue.missing.http")]
    [InlineData("/acme/old/-/issues/12", "Cases/project.moved.http")]
    [InlineData(Issue, "Cases/refused.scope.http")]
    [InlineData(Issue, "Cases/refused.terms.http")]
    [InlineData(Issue, "Cases/refused.feature.http")]
    [InlineData(Issue, "Cases/refused.blocked.http")]
    public Task A_link_becomes_its_card(string url, string recording) => GitLab.CheckCaseAsync(url, recording);

    [Fact]
    public Task A_link_to_gitlab_com_becomes_its_card() =>
        Tested.WithKeys("gitlab.com").CheckCaseAsync("/acme/app/-/issues/12", "Cases/gitlab.com.http");

    [Theory]
    [InlineData(MergeRequest, "Cases/merge_request.http")]
    [InlineData(Issue, "Cases/issue.http")]
    [InlineData("/acme/old/-/issues/12", "Cases/project.moved.http")]
    public async Task It_does_what_every_adapter_must(string url, string recording)
    {
        await GitLab.CheckAllAsync(url, RecordedHttp.Load(recording));
        await Tested.WithOAuth().CheckAllAsync(url, RecordedHttp.Load(recording));
    }

    [Theory]
    [InlineData("/acme/tools/app/issues/12")]
    [InlineData("/Acme/Tools/App/-/issues/12")]
    [InlineData("/acme/tools/app/-/work_items/12")]
    [InlineData("/acme/tools/app/-/issues/incident/12#note_1")]
    public void All_addresses_of_an_issue_have_one_key(string path) => Assert.Equal(KeyOf(Issue), KeyOf(path));

    [Fact]
    public void A_merge_request_is_another_thing_than_the_issue_of_its_number() =>
        Assert.NotEqual(KeyOf(Issue), KeyOf(MergeRequest));

    [Theory]
    [InlineData("/groups/acme/-/work_items/12")]
    [InlineData("/api/v4/projects/58/merge_requests/12")]
    [InlineData("/acme/tools/app/-/merge_requests/new")]
    [InlineData("/acme/tools/app/-/merge_requests/12.diff")]
    [InlineData("/acme/tools/app/-/issues")]
    public void Other_pages_are_no_links_of_the_adapter(string path) => Assert.Null(KeyOf(path));

    [Fact]
    public async Task A_project_that_moved_elsewhere_is_not_followed()
    {
        var recorded = RecordedHttp.Parse(
            """
            GET /api/v4/projects/acme%2Fold/issues/12

            HTTP/2 301
            location: https://example.com/api/v4/projects/58/issues/12

            """
        );

        var resolution = await GitLab.ResolveAsync("/acme/old/-/issues/12", recorded);

        Assert.Equal(new Resolution.Unavailable("HTTP 301"), resolution);
    }

    [Fact]
    public async Task A_refusal_in_other_words_than_GitLab_s_is_an_unknown_one()
    {
        var recorded = RecordedHttp.Parse(
            """
            GET /api/v4/projects/acme%2Ftools%2Fapp/issues/12

            HTTP/2 403
            content-type: text/html

            <h1>Request blocked</h1>
            """
        );

        var resolution = await GitLab.ResolveAsync(Issue, recorded);

        Assert.True(Assert.IsType<Resolution.Forbidden>(resolution).IsUnknownRefusal);
    }

    private static string? KeyOf(string path)
    {
        Assert.True(Link.TryParse($"https://gitlab.acme.com{path}", out var link));
        return new LinkKinds(GitLab.Adapter.Kinds).Match(link, out var kind) is { } match ? kind!.Key!(match) : null;
    }
}
