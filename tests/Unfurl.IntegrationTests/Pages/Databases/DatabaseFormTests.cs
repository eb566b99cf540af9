using AngleSharp.Dom;
using Unfurl.IntegrationTests.Notion.Enrich;
using Unfurl.Simulator;
using Unfurl.Simulator.Databases;
using static Unfurl.IntegrationTests.Pages.Databases.DatabasesDriver;

namespace Unfurl.IntegrationTests.Pages.Databases;

/// <summary>The choice of a database and the form of its enrichment.</summary>
public sealed class DatabaseFormTests : HostedEnrichTests
{
    private const string Markup = "<b>\"'&</b>";

    private DatabasesDriver Pages => field ??= new(Driver);

    [Fact]
    public async Task A_database_that_search_does_not_find_is_added_by_its_address()
    {
        var hidden = Driver.Workspace.AddDatabase("Hidden", new NewColumn("Link", "url"));
        hidden.ShareWith(Driver.Bot, isFoundBySearch: false);
        var list = await Pages.OpenAsync("/databases/add/acme");

        var form = await Pages.OpenAsync(
            $"/databases/add/acme?database={Uri.EscapeDataString($"https://app.notion.com/p/Hidden-{hidden.Id.Replace("-", "")}?v=1")}"
        );

        list.Text.ShouldContain("Pull requests");
        list.Text.ShouldNotContain("Hidden");
        form.Address.AbsolutePath.ShouldBe($"/databases/form/acme/{hidden.DataSource.Id}");
        ValueOf(form, "name").ShouldBe("hidden");
    }

    [Fact]
    public async Task Of_several_data_sources_one_is_chosen()
    {
        var second = Source.Database.AddDataSource("Second", new NewColumn("Link", "url"));

        var choice = await Pages.OpenAsync($"/databases/add/acme?database={Source.Database.Id}");
        var form = await Pages.Browser.FollowAsync(choice, "Second");

        choice.Status.ShouldBe(HttpStatusCode.OK);
        form.Address.AbsolutePath.ShouldBe($"/databases/form/acme/{second.Id}");
    }

    [Theory]
    [InlineData("nothing", "holds no id")]
    [InlineData("0123456789abcdef0123456789abcdef", "does not show the database to the connection")]
    public async Task An_address_that_leads_nowhere_is_said_and_kept(string typed, string problem)
    {
        var page = await Pages.OpenAsync($"/databases/add/acme?database={typed}");

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        AlertOf(page).ShouldContain(problem);
        page.Page.GetElementById("database")!.GetAttribute("value").ShouldBe(typed);
    }

    [Fact]
    public async Task Missing_columns_are_made_in_one_write_and_chosen()
    {
        await Pages.SignInAsync(GitHubUsers.Codertocat);
        var form = await Pages.OpenFormAsync(Source);

        var made = await Pages.SubmitAsync(
            form,
            "Make the ticked columns now",
            ("make", "Labels"),
            ("make", "Updated")
        );

        made.Status.ShouldBe(HttpStatusCode.OK, AlertOf(made));
        made.Text.ShouldContain("Notion has made Labels, Updated.");
        Source.Column("Labels").Type.ShouldBe("multi_select");
        Source.Column("Updated").Type.ShouldBe("date");
        ValueOf(made, FieldOf(made, "field", "Labels")).ShouldBe("labels");
        ValueOf(made, FieldOf(made, "field", "State")).ShouldBe("status");
        Driver.Bot.Calls.Count(call => call.Method == "PATCH").ShouldBe(1);
    }

    [Fact]
    public async Task The_preset_makes_the_columns_of_the_sync_and_fills_them()
    {
        var empty = Driver.Workspace.AddDatabase("Sync");
        empty.ShareWith(Driver.Bot);
        await Pages.SignInAsync(GitHubUsers.Codertocat);
        var form = await Pages.OpenFormAsync(empty.DataSource);

        var preset = await Pages.SubmitAsync(form, "Use the columns of Notion's GitHub sync");
        var made = await Pages.SubmitAsync(preset, "Make the ticked columns now");
        var shown = await Pages.SubmitAsync(made, SwitchOn);

        made.Status.ShouldBe(HttpStatusCode.OK, AlertOf(made));
        ValueOf(made, FieldOf(made, "field", "CI Status")).ShouldBe("checks");
        ValueOf(made, FieldOf(made, "values", "CI Status")).ShouldContain("Checks passed = Passing");
        shown.Address.AbsolutePath.ShouldBe("/databases/sync", AlertOf(shown));
        var row = empty.DataSource.AddRow(Driver.Ada, ("PR Link", EnrichDriver.PullRequest));
        await Driver.UntilAsync(() => row.Text("State") == "Open", "the row is filled");
        row.Text("Name").ShouldBe(EnrichDriver.Title);
    }

    [Fact]
    public async Task What_is_wrong_is_said_and_what_was_typed_stays()
    {
        await Pages.SignInAsync(GitHubUsers.Codertocat);
        var form = await Pages.OpenFormAsync(Source);

        var refused = await Pages.SubmitAsync(
            form,
            SwitchOn,
            ("name", "Mine"),
            ("places", "nowhere.example/x"),
            (FieldOf(form, "field", "Title"), "title"),
            (FieldOf(form, "values", "State"), "Merged = Done\nno value")
        );
        var again = await Pages.SubmitAsync(
            refused,
            SwitchOn,
            (FieldOf(form, "values", "State"), "Merged = Done"),
            (FieldOf(form, "when", "Title"), "OnlyForward")
        );

        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        AlertOf(refused).ShouldContain("\"no value\" is no value of the column \"State\"");
        ValueOf(refused, FieldOf(refused, "values", "State")).ShouldBe("Merged = Done\nno value");
        again.Status.ShouldBe(HttpStatusCode.BadRequest);
        AlertOf(again).ShouldContain("'nowhere.example/x' is no place");
        AlertOf(again).ShouldContain("have no order");
        ValueOf(again, "name").ShouldBe("Mine");
        ValueOf(again, "places").ShouldBe("nowhere.example/x");
        (await Driver.Host.Database.CountAsync(new("enrichments"))).ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_chosen_is_not_everything_suggested()
    {
        await Pages.SignInAsync(GitHubUsers.Codertocat);
        var form = await Pages.OpenFormAsync(Source);

        var refused = await Pages.SubmitAsync(
            form,
            SwitchOn,
            [
                .. form.Form(Look)
                    .Fields.Where(field => field.Key.StartsWith("field.", StringComparison.Ordinal))
                    .Select(field => (field.Key, (string?)"")),
            ]
        );

        AlertOf(refused).ShouldContain("Choose what is written into at least one column");
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused()
    {
        await AddFilledRowAsync();
        await Pages.SignInAsync(GitHubUsers.Codertocat);
        var form = await Pages.OpenFormAsync(Source);

        var refused = await Pages.SubmitAsync(form, SwitchOn, ("name", EnrichDriver.EnrichmentName));

        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        AlertOf(refused).ShouldContain($"The name '{EnrichDriver.EnrichmentName}' is taken");
    }

    [Fact]
    public async Task What_Notion_says_is_text_and_never_markup()
    {
        var database = Driver.Workspace.AddDatabase(
            Markup,
            new NewColumn("Link", "url"),
            new NewColumn($"Status {Markup}", "select", $"Option {Markup}")
        );
        database.ShareWith(Driver.Bot);
        database.DataSource.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest), ("Name", Markup));
        await Pages.SignInAsync(GitHubUsers.Codertocat);

        var list = await Pages.OpenAsync("/databases/add/acme");
        var form = await Pages.OpenFormAsync(database.DataSource);
        var looked = await Pages.SubmitAsync(
            form,
            Look,
            ("name", Markup),
            (FieldOf(form, "field", $"Status {Markup}"), "status"),
            (FieldOf(form, "field", "Name"), "title"),
            (FieldOf(form, "when", "Name"), "Always")
        );
        var refused = await Pages.SubmitAsync(looked, SwitchOn, ("places", Markup));
        await Pages.SubmitAsync(looked, SwitchOn, ("places", ""));
        var shown = (await Pages.Browser.FollowAsync(await Pages.OpenAsync(), Markup));

        foreach (var page in (Visit[])[list, form, looked, refused, shown])
        {
            page.Page.QuerySelectorAll("b").ShouldBeEmpty();
            page.Text.ShouldContain(Markup);
        }
        looked.Page.GetElementById("difference")!.TextContent.ShouldContain(EnrichDriver.Title);
    }

    [Theory]
    [InlineData(401, "does not accept the token")]
    [InlineData(403, "lacks a capability")]
    [InlineData(404, "does not show the database")]
    [InlineData(429, "is asked again")]
    [InlineData(503, "is asked again")]
    [InlineData(529, "is asked again")]
    [InlineData(-1, "is asked again")]
    public async Task A_Notion_that_fails_gives_a_page_that_says_so(int status, string reason)
    {
        await Pages.SignInAsync(GitHubUsers.Codertocat);
        var form = await Pages.OpenFormAsync(Source);

        foreach (
            var visit in (Func<Task<Visit>>[])
                [
                    () => Pages.OpenAsync("/databases/add/acme"),
                    () => Pages.OpenFormAsync(Source),
                    () => Pages.SubmitAsync(form, Look, ("name", "typed")),
                    () => Pages.SubmitAsync(form, SwitchOn, ("name", "typed")),
                    () => Pages.SubmitAsync(form, "Make the ticked columns now", ("make", "Labels"), ("name", "typed")),
                ]
        )
        {
            Driver.Host.Clock.Advance(TimeSpan.FromMinutes(2));
            if (status == 401)
                Driver.Bot.ReplaceToken(new Secret("ntn_another"));
            else
                Driver.Bot.Fail(Enumerable.Repeat(Fault(status), 20));
            var page = await visit();

            ((int)page.Status).ShouldBeLessThan(500);
            page.Page.QuerySelector("main")!.TextContent.Trim().ShouldContain(reason);
            if (page.Page.GetElementById("name") is { } name)
                name.GetAttribute("value").ShouldBe("typed");
        }
    }

    private static NotionFault Fault(int status) =>
        status == -1 ? NotionFault.ConnectionReset : new NotionFault(status, TimeSpan.FromSeconds(3));
}
