using Unfurl.IntegrationTests.Notion.Enrich;
using Unfurl.Simulator.Databases;
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
        (await Pages.OpenAsync()).Text.ShouldContain("1 row is right");
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

    [Fact]
    public async Task An_enrichment_is_changed_and_keeps_what_was_chosen()
    {
        await Pages.SignInAsync(GitHubUsers.Codertocat);
        var form = await Pages.OpenFormAsync(Source);
        var shown = await Pages.SubmitAsync(
            form,
            SwitchOn,
            ("places", Place),
            ("agreed", Place),
            ("when-refused", "keep"),
            ("icon", "true"),
            (FieldOf(form, "field", "Title"), "title"),
            (FieldOf(form, "when", "Title"), "IfEmpty"),
            (FieldOf(form, "own", "State"), "review"),
            (FieldOf(form, "values", "State"), "Approved = Yes\n* = No")
        );

        var change = await Pages.Browser.FollowAsync(shown, "Change it");
        ValueOf(change, "places").ShouldBe("github.com/Codertocat");
        ValueOf(change, "when-refused").ShouldBe("keep");
        ValueOf(change, "icon").ShouldBe("true");
        ValueOf(change, FieldOf(change, "when", "Title")).ShouldBe("IfEmpty");
        ValueOf(change, FieldOf(change, "field", "State")).ShouldBe("review");
        ValueOf(change, FieldOf(change, "values", "State")).ShouldBe("Approved = Yes\n* = No");
        var saved = await Pages.SubmitAsync(change, "Save", ("places", ""), ("name", "forged"));

        saved.Address.AbsolutePath.ShouldBe("/databases/pull-requests", AlertOf(saved));
        saved.Text.ShouldContain("It shows public things only.");
        (await Driver.Host.Database.CountAsync(new("enrichments"))).ShouldBe(1);
    }

    [Fact]
    public async Task Rows_with_a_problem_come_first_and_say_why()
    {
        await Pages.SignInAsync(GitHubUsers.Codertocat);
        var right = Source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest));
        Source.AddRow(Driver.Ada, ("Link", "https://github.com/Codertocat/Hello-World/pull/404"));
        await Pages.SubmitAsync(await Pages.OpenFormAsync(Source), SwitchOn, ("places", Place), ("agreed", Place));
        await Driver.UntilAsync(() => right.Text("State") == "Open", "the row is filled");
        await Driver.UntilAsync(Driver.Host.Database.HasNoJobsAsync, "nothing is left to do");

        var page = await Pages.OpenAsync("/databases/pull-requests");

        page.Page.QuerySelectorAll("table .pill").Select(pill => pill.TextContent).ShouldBe(["refused", "right"]);
        page.Text.ShouldContain("What is hidden and what is missing read alike");
        page.Page.QuerySelectorAll("table a")
            .Select(link => link.GetAttribute("href"))
            .ShouldAllBe(address => address!.StartsWith("https://app.notion.com/p/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_enrichment_is_ended_and_its_rows_stay()
    {
        var row = await AddFilledRowAsync();
        await Pages.SignInAsync(GitHubUsers.Codertocat);
        var page = await Pages.Browser.FollowAsync(await Pages.OpenAsync(), EnrichDriver.EnrichmentName);

        var after = await Pages.Browser.PressAsync(page, "End this enrichment");

        after.Address.AbsolutePath.ShouldBe(All);
        after.Text.ShouldContain("No database yet");
        row.Text("Title").ShouldBe(EnrichDriver.Title);
        (await Pages.OpenAsync(page.Address.AbsolutePath)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("add")]
    [InlineData("<i>")]
    [InlineData("Ünïcode und mehr")]
    [InlineData("100%25")]
    public async Task Each_name_of_a_file_has_a_page(string name)
    {
        await Driver.EnrichAsync(Source, [], EnrichDriver.Fields, name: name);

        var page = await Pages.Browser.FollowAsync(await Pages.OpenAsync(), name);

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Page.QuerySelector("h1")!.TextContent.ShouldBe(name);
    }

    [Fact]
    public async Task The_pages_lead_there()
    {
        await Pages.SignInAsync(GitHubUsers.Codertocat);

        (await Pages.OpenAsync("/connections")).Link("Notion databases").GetAttribute("href").ShouldBe(All);
        (await Pages.OpenAsync("/")).Link("Databases").GetAttribute("href").ShouldBe(All);
    }

    [Fact]
    public async Task Five_hundred_columns_fit()
    {
        var wide = Driver.Workspace.AddDatabase(
            "Wide",
            [new("Link", "url"), .. Enumerable.Range(0, 498).Select(i => new NewColumn($"Column {i}", "rich_text"))]
        );
        wide.ShareWith(Driver.Bot);
        var form = await Pages.OpenFormAsync(wide.DataSource);

        var shown = await Pages.SubmitAsync(form, SwitchOn, (FieldOf(form, "field", "Column 497"), "title"));

        shown.Address.AbsolutePath.ShouldBe("/databases/wide", AlertOf(shown));
        shown.Text.ShouldContain("Column 497");
    }
}
