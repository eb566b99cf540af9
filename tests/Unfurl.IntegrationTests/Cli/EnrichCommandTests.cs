using Unfurl.IntegrationTests.Notion.Enrich;
using Unfurl.Simulator.Databases;

namespace Unfurl.IntegrationTests.Cli;

/// <summary><c>unfurl enrich</c> beside a running service. Each call starts a process, so one database is enough.</summary>
public sealed class EnrichCommandTests : IAsyncLifetime
{
    private const string Name = "pull-requests";

    private readonly string _file = Path.Combine(TempFolder.Create("unfurl-enrich-"), "databases.yaml");
    private EnrichDriver _driver = null!;
    private SimulatedDataSource _source = null!;

    public async ValueTask InitializeAsync()
    {
        _driver = await EnrichDriver.StartAsync();
        _source = _driver.AddDatabase(EnrichDriver.Columns);
        await _driver.SignInAsync(GitHubUsers.Codertocat);
    }

    public async ValueTask DisposeAsync()
    {
        await _driver.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);
    }

    [Fact]
    public async Task A_plan_shows_the_difference_and_writes_nothing()
    {
        AddRow();
        Write("columns: { Title: title, State: { field: status, when: forward } }");

        var run = await RunAsync("plan", _file);

        run.Errors.ShouldBeEmpty();
        run.Output.ShouldContain("new");
        run.Output.ShouldContain("Title (rich_text) ← title");
        run.Output.ShouldContain($"Title: (empty) → \"{EnrichDriver.Title}\"");
        run.Output.ShouldContain("State: (empty) → \"Open\"");
        run.ExitCode.ShouldBe(0);
        _driver.Writes.ShouldBeEmpty();
        (await _driver.Host.Database.CountAsync(new("enrichments"))).ShouldBe(0);
    }

    [Fact]
    public async Task An_applied_file_fills_rows_and_the_status_says_so()
    {
        var row = AddRow();
        Write("columns: { Title: title, Review: { field: review, type: select } }");

        var missing = await RunAsync("apply", _file, "--yes");
        var applied = await RunAsync("apply", _file, "--yes", "--create-columns");
        var again = await RunAsync("apply", _file, "--yes");

        missing.ExitCode.ShouldBe(1);
        missing.Output.ShouldContain("missing column: Review (select)");
        applied.Output.ShouldContain($"{Name}: applied");
        applied.ExitCode.ShouldBe(0);
        again.Output.ShouldContain($"{Name}: unchanged");
        _source.Column("Review").Type.ShouldBe("select");
        await _driver.UntilAsync(() => row.Text("Title") == EnrichDriver.Title, "the row is filled");
        await _driver.UntilAsync(_driver.Host.Database.HasNoJobsAsync, "nothing is left to do");
        var status = await RunAsync("status");
        status.Output.ShouldContain($"{Name}: works");
        status.Output.ShouldContain("1 row is right");

        (await RunAsync("remove", Name)).ExitCode.ShouldBe(0);
        (await RunAsync("remove", Name)).ExitCode.ShouldBe(2);
        await _driver.ChangeAsync("After");
        await _driver.LetPassAsync(TimeSpan.FromMinutes(1));
        row.Text("Title").ShouldBe(EnrichDriver.Title);
    }

    [Fact]
    public async Task Places_need_a_yes()
    {
        Write("places: [github.com/Codertocat/]");

        var run = await RunAsync("apply", _file);

        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("everyone who can open it reads the answers");
        run.Output.ShouldContain("--yes");
        (await _driver.Host.Database.CountAsync(new("enrichments"))).ShouldBe(0);
    }

    [Theory]
    [InlineData("as: github:1", "Nobody has signed in as 'github:1'")]
    [InlineData("as: codertocat", "must be <instance>:<id>")]
    [InlineData("places: [gitlab.com/acme]", "'gitlab.com/acme' is no place")]
    [InlineData("columns: { Link: title }", "Link")]
    [InlineData("links: Nowhere", "no column 'Nowhere'")]
    public async Task What_cannot_be_applied_is_said(string line, string problem)
    {
        Write(line);

        var run = await RunAsync("plan", _file);

        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("problem: ");
        run.Output.ShouldContain(problem);
    }

    [Fact]
    public async Task A_database_that_is_not_shared_is_said_step_by_step()
    {
        _source.Database.Unshare(_driver.Bot);
        Write("");

        var run = await RunAsync("plan", _file);

        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("add the connection");
    }

    [Fact]
    public async Task Mistakes_have_their_line_and_column()
    {
        await File.WriteAllTextAsync(
            _file,
            "enrichments:\n  a:\n    conection: acme\n",
            TestContext.Current.CancellationToken
        );

        var run = await RunAsync("plan", _file);

        run.ExitCode.ShouldBe(1);
        run.Errors.ShouldContain("databases.yaml:3:5: ");
        run.Errors.ShouldContain("An enrichment needs 'database'");
    }

    private SimulatedRow AddRow() => _source.AddRow(_driver.Ada, ("Link", EnrichDriver.PullRequest));

    private void Write(string more) =>
        File.WriteAllText(
            _file,
            $"""
            enrichments:
              {Name}:
                connection: acme
                database: {_source.Database.Id}
                {(more.Contains("as:", StringComparison.Ordinal) ? "" : $"as: 'github:id of {GitHubUsers.Codertocat}'")}
                {more}
            """
        );

    private Task<UnfurlProgram.Run> RunAsync(params IEnumerable<string> arguments) =>
        UnfurlProgram.RunAsync(["enrich", .. arguments], _driver.Host.EnvironmentVariables());
}
