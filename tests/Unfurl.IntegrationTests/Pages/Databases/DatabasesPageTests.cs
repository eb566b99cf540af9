using Unfurl.IntegrationTests.Notion.Enrich;
using static Unfurl.IntegrationTests.Pages.Databases.DatabasesDriver;

namespace Unfurl.IntegrationTests.Pages.Databases;

/// <summary>An enrichment from the first page to the filled row, in a browser without scripts.</summary>
public sealed class DatabasesPageTests : HostedEnrichTests
{
    private const string Place = "github.com/Codertocat/";

    private DatabasesDriver Pages => field ??= new(Driver);

    [Fact]
    public async Task A_database_that_search_finds_is_filled()
    {
        var row = Source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest));
        await Pages.SignInAsync(GitHubUsers.Codertocat);

        var list = await Pages.Browser.FollowAsync(await Pages.OpenAsync(), "Add a database");
        var form = await Pages.Browser.FollowAsync(list, "Pull requests");
        ValueOf(form, "name").ShouldBe("pull-requests");
        ValueOf(form, "links").ShouldBe(Source.Column("Link").Id);
        ValueOf(form, FieldOf(form, "field", "State")).ShouldBe("status");
        var shown = await Pages.SubmitAsync(form, SwitchOn, (FieldOf(form, "field", "Title"), "title"));

        shown.Status.ShouldBe(HttpStatusCode.OK, AlertOf(shown));
        shown.Address.AbsolutePath.ShouldBe("/databases/pull-requests");
        await Driver.UntilAsync(() => row.Text("Title") == EnrichDriver.Title, "the row is filled");
        await Driver.UntilAsync(Driver.Host.Database.HasNoJobsAsync, "nothing is left to do");
        var rows = await Pages.OpenAsync("/databases/pull-requests");
        rows.Text.ShouldContain(EnrichDriver.PullRequest);
        rows.Page.QuerySelector("table .pill")!.TextContent.ShouldBe("right");
        (await Pages.OpenAsync()).Text.ShouldContain("1 are right");
    }

    [Fact]
    public async Task The_difference_is_shown_and_nothing_is_written()
    {
        Source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest));
        await Pages.SignInAsync(GitHubUsers.Codertocat);
        var form = await Pages.OpenFormAsync(Source);

        var looked = await Pages.SubmitAsync(form, Look, (FieldOf(form, "field", "Title"), "title"));

        looked.Status.ShouldBe(HttpStatusCode.OK, AlertOf(looked));
        looked.Page.GetElementById("difference")!.TextContent.ShouldContain($"(empty) → {EnrichDriver.Title}");
        ValueOf(looked, FieldOf(looked, "field", "Title")).ShouldBe("title");
        Driver.Writes.ShouldBeEmpty();
        (await Driver.Host.Database.CountAsync(new("enrichments"))).ShouldBe(0);
    }

    [Fact]
    public async Task Each_place_needs_a_yes()
    {
        await Pages.SignInAsync(GitHubUsers.Codertocat);
        var form = await Pages.OpenFormAsync(Source);

        var refused = await Pages.SubmitAsync(form, SwitchOn, ("places", $"{Place}\ngithub.com/octo-org"));
        var half = await Pages.SubmitAsync(refused, SwitchOn, ("agreed", Place));
        var (action, fields) = half.Form(SwitchOn);
        var both = await Pages.Browser.SubmitAsync(
            new Uri(action, $"{action.AbsolutePath}?handler=SwitchOn"),
            [.. fields, new("agreed", "github.com/octo-org")]
        );

        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        AlertOf(refused).ShouldContain("Say yes to each place");
        refused.Text.ShouldContain("Everyone who can edit the database can ask for anything in these places");
        half.Status.ShouldBe(HttpStatusCode.BadRequest);
        both.Address.AbsolutePath.ShouldBe("/databases/pull-requests");
        both.Text.ShouldContain("github.com/Codertocat");
    }

    protected override TestHostBuilder Configure(TestHostBuilder builder) => builder;
}
