using Unfurl.Notion.Databases;
using Unfurl.Simulator.Databases;

namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>What rows of a database hold, and when they are written.</summary>
[OnEachDatabase]
public sealed class EnrichTests : HostedEnrichTests
{
    [Fact]
    public async Task A_row_is_filled_and_follows_its_link()
    {
        var row = Source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest));
        await Driver.EnrichAsync(Source);
        await Driver.UntilAsync(() => row.Text("Title") == EnrichDriver.Title, "the row is filled");

        await Driver.ChangeAsync("After");

        await Driver.UntilAsync(() => row.Text("Title") == "After", "the row follows");
        row.Text("State").ShouldBe("Open");
        row.Text("Why").ShouldBeNullOrEmpty();
        Driver.Writes.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_burst_of_changes_is_one_write()
    {
        var row = await AddFilledRowAsync();
        var before = Driver.Writes.Count;

        for (var i = 1; i <= 20; i++)
            await Driver.ChangeAsync($"State {i}");

        await Driver.UntilAsync(() => row.Text("Title") == "State 20", "the last state is written");
        await Driver.LetPassAsync(TimeSpan.FromMinutes(3));
        (Driver.Writes.Count - before).ShouldBeInRange(1, 2);
    }

    [Fact]
    public async Task A_row_that_is_right_is_not_written()
    {
        await AddFilledRowAsync();
        var before = Driver.Writes.Count;

        await Driver.ChangeAsync(EnrichDriver.Title);
        await Driver.LetPassAsync(TimeSpan.FromMinutes(5));

        Driver.Writes.Count.ShouldBe(before);
    }

    [Fact]
    public async Task A_link_that_a_person_adds_is_filled_within_two_minutes()
    {
        await Driver.EnrichAsync(Source);
        await Driver.LetPassAsync(TimeSpan.FromMinutes(3));

        var row = Source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest));
        await Driver.LetPassAsync(TimeSpan.FromMinutes(2));

        row.Text("Title").ShouldBe(EnrichDriver.Title);
    }

    [Fact]
    public async Task What_a_person_edits_is_corrected_where_the_mapping_says_so()
    {
        var row = await AddFilledRowAsync();

        row.Edit(Driver.Ada, "Title", "My own");
        await Driver.UntilAsync(() => row.Text("Title") == EnrichDriver.Title, "the title is back");

        row.Text("Link").ShouldBe(EnrichDriver.PullRequest);
    }

    [Fact]
    public async Task What_a_person_edits_stays_where_the_mapping_says_so()
    {
        var row = Source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest));
        await Driver.EnrichAsync(Source, [], EnrichDriver.Fields, WithMode(WriteMode.IfEmpty));
        await Driver.UntilAsync(() => row.Text("Title") == EnrichDriver.Title, "the row is filled");
        await Driver.ChangeAsync("After");
        await Driver.UntilAsync(() => row.Text("Title") == "After", "what was written here follows");

        row.Edit(Driver.Ada, "Title", "My own");
        await Driver.ChangeAsync("Even later");
        await Driver.LetPassAsync(TimeSpan.FromMinutes(3));

        row.Text("Title").ShouldBe("My own");
    }

    [Theory]
    [InlineData("https://github.com/Codertocat/Hello-World/issues/1")]
    [InlineData("https://example.com/")]
    [InlineData(null)]
    public async Task Another_link_in_the_row_gets_its_own_facts_or_none(string? link)
    {
        var row = await AddFilledRowAsync();

        row.Edit(Driver.Ada, "Link", link);

        await Driver.UntilAsync(() => row.Text("Title") != EnrichDriver.Title, "the old facts are gone");
        if (link is null || link.Contains("example", StringComparison.Ordinal))
            row.Text("Title").ShouldBeNullOrEmpty();
        await Driver.LetPassAsync(TimeSpan.FromMinutes(1));
        await Driver.ChangeAsync("After");
        await Driver.LetPassAsync(TimeSpan.FromMinutes(1));
        row.Text("Title").ShouldNotBe("After");
    }

    [Fact]
    public async Task Rows_that_are_deleted_are_left_alone()
    {
        var (trashed, purged) = (await AddFilledRowAsync(), await AddFilledRowAsync());
        trashed.Trash(Driver.Ada);
        purged.Purge();

        await Driver.ChangeAsync("After");
        await Driver.LetPassAsync(TimeSpan.FromDays(1.1));

        trashed.Text("Title").ShouldBe(EnrichDriver.Title);
        (await Driver.Host.Database.CountAsync(new("enriched_rows"))).ShouldBe(0);
        (await Driver.Host.Database.CountAsync(new("displays WHERE surface = 'database'"))).ShouldBe(0);

        trashed.Restore(Driver.Ada);
        await Driver.UntilAsync(() => trashed.Text("Title") == "After", "the row is back");
    }

    [Fact]
    public async Task A_renamed_column_is_written_on()
    {
        var row = await AddFilledRowAsync();

        Source.Column("Title").Rename("Headline");
        await Driver.ChangeAsync("After");

        await Driver.UntilAsync(() => row.Text("Headline") == "After", "the row follows");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_column_that_is_gone_or_of_another_type_stops_alone(bool isDeleted)
    {
        var row = await AddFilledRowAsync();
        if (isDeleted)
            Source.Column("State").Delete();
        else
            Source.Column("State").Retype("number");
        await Driver.LetPassAsync(TimeSpan.FromMinutes(6));

        await Driver.ChangeAsync("After");

        await Driver.UntilAsync(() => row.Text("Title") == "After", "the others go on");
        await Driver.LetPassAsync(TimeSpan.FromMinutes(1));
        var state = (await Driver.EnrichmentAsync()).State;
        state.ColumnProblems.ShouldHaveSingleItem().Field.ShouldBe("status");
        state.Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Without_its_column_of_links_an_enrichment_stops()
    {
        var row = await AddFilledRowAsync();

        Source.Column("Link").Delete();
        await Driver.ChangeAsync("After");
        await Driver.LetPassAsync(TimeSpan.FromMinutes(7));

        (await Driver.EnrichmentAsync()).State.Problem.ShouldBe(FieldProblemCode.LinkColumn);
        row.Text("Title").ShouldBe(EnrichDriver.Title);
    }

    [Theory]
    [InlineData("rich_text")]
    [InlineData("title")]
    public async Task Links_in_texts_are_found(string type)
    {
        var source = Driver.AddDatabase([new("Link", type), .. EnrichDriver.Columns.Skip(1)]);
        var row = source.AddRow(Driver.Ada, ("Link", $"See {EnrichDriver.PullRequest}, please."));

        await Driver.EnrichAsync(source);

        await Driver.UntilAsync(() => row.Text("Title") == EnrichDriver.Title, "the row is filled");
    }

    private static Func<Mapping, Mapping> WithMode(WriteMode mode) =>
        mapping => mapping with { Fields = [.. mapping.Fields.Select(field => field with { Mode = mode })] };
}
