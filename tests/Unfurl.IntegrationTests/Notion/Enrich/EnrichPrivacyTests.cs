using Unfurl.Server.Notion.Enrich.Rows;
using Unfurl.Simulator.Databases;
using StoredRows = global::Unfurl.Testing.Databases.Rows;

namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>Who sees what: an enrichment shows what its account sees, and only in the places it lists.</summary>
public sealed class EnrichPrivacyTests : HostedEnrichTests
{
    private const string Private = $"https://github.com/{GitHubThings.PrivateRepository}/pull/118";
    private const string Missing = $"https://github.com/{GitHubThings.PrivateRepository}/pull/999";
    private const string Covered = $"github.com/{GitHubThings.PrivateRepository}/";

    [Fact]
    public async Task Without_places_only_public_things_are_shown()
    {
        var (hidden, missing, shown) = (AddRow(Private), AddRow(Missing), AddRow(EnrichDriver.PullRequest));

        await Driver.EnrichAsync(Source);

        await Driver.UntilAsync(() => shown.Text("Title") == EnrichDriver.Title, "the public thing is shown");
        await Driver.UntilAsync(() => missing.Text("Why") is { Length: > 0 }, "the missing one is answered");
        await Driver.UntilAsync(() => hidden.Text("Why") is { Length: > 0 }, "the hidden one is answered");
        hidden.Text("Title").ShouldBeNullOrEmpty();
        hidden.Text("Why").ShouldBe(missing.Text("Why"));
        Driver.Journal.ShouldNotContain("118", Case.Sensitive);
    }

    [Fact]
    public async Task A_place_shows_what_its_account_sees()
    {
        var row = AddRow(Private);

        await Driver.EnrichAsync(Source, Covered);

        await Driver.UntilAsync(() => row.Text("Title") is { Length: > 0 }, "the private thing is shown");
    }

    [Theory]
    [InlineData("github.com/codertocat/")]
    [InlineData("github.com/Codertocat/hello-worlds")]
    [InlineData("github.com/Codertocat/Hello")]
    public async Task Outside_of_the_places_the_provider_is_not_asked(string place)
    {
        var (hidden, missing) = (AddRow(Private), AddRow(Missing));
        var before = await Driver.Host.GitHubQueriesAsync();

        await Driver.EnrichAsync(Source, place);

        await Driver.UntilAsync(() => hidden.Text("Why") is { Length: > 0 }, "the hidden one is answered");
        await Driver.UntilAsync(() => missing.Text("Why") is { Length: > 0 }, "the missing one is answered");
        hidden.Text("Why").ShouldBe(missing.Text("Why"));
        (await Driver.Host.GitHubQueriesAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("https://wiki.acme.com/wiki/Public?title=Secret")]
    [InlineData("https://wiki.acme.com/wiki/Public/Page?title=Secret#Plans")]
    public async Task A_query_that_may_name_another_thing_leads_out_of_a_place(string link)
    {
        var row = AddRow(link);

        await Driver.EnrichAsync(Source, "wiki.acme.com/wiki/Public");

        await Driver.UntilAsync(() => row.Text("Why") is { Length: > 0 }, "the row is looked at");
        row.Text("Why")!.ShouldStartWith("Not covered");
    }

    [Fact]
    public async Task A_query_that_its_provider_ignores_leads_nowhere_else()
    {
        var row = AddRow($"{EnrichDriver.PullRequest}?w=1");

        await Driver.EnrichAsync(Source, "github.com/Codertocat/Hello-World");

        await Driver.UntilAsync(() => row.Text("Title") == EnrichDriver.Title, "the row is filled");
    }

    [Fact]
    public async Task A_row_that_was_moved_to_another_database_is_left_alone()
    {
        var row = await AddFilledRowAsync();
        // The copy of a database has columns of the same ids.
        Wire.After = (request, answer) =>
        {
            if (!request.Path.StartsWith("/v1/pages/", StringComparison.Ordinal) && !request.IsQuery)
                return answer;
            using var reader = new StreamReader(answer.Content.ReadAsStream(TestContext.Current.CancellationToken));
            var moved = reader.ReadToEnd().Replace(Source.Id, Guid.Empty.ToString(), StringComparison.Ordinal);
            return NotionWire.Json((int)answer.StatusCode, moved);
        };

        await Driver.ChangeAsync("After");
        await Driver.LetPassAsync(TimeSpan.FromMinutes(1));

        row.Text("Title").ShouldBe(EnrichDriver.Title);
    }

    [Fact]
    public async Task A_place_ignores_the_case_where_its_provider_does()
    {
        var row = AddRow(EnrichDriver.PullRequest.Replace("Codertocat", "CODERTOCAT", StringComparison.Ordinal));

        await Driver.EnrichAsync(Source, "github.com/codertocat/");

        await Driver.UntilAsync(() => row.Text("Title") == EnrichDriver.Title, "the row is filled");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_account_may_no_longer_see_is_cleared_or_stays_as_the_mapping_says(bool clears)
    {
        var row = AddRow(EnrichDriver.PullRequest);
        await Driver.EnrichAsync(
            Source,
            ["github.com/Codertocat/"],
            EnrichDriver.Fields,
            mapping => mapping with { ClearsWhenRefused = clears }
        );
        await Driver.UntilAsync(() => row.Text("Title") == EnrichDriver.Title, "the row is filled");

        await Driver.Host.GitHub.MakePrivateAsync(GitHubThings.PublicRepository, GitHubUsers.Octocat);
        await Driver.Sender.SendAcceptedAsync(GitHubExamples.Of("repository", "privatized").Delivery);

        await Driver.UntilAsync(() => row.Text("Why") is { Length: > 0 }, "the row says why");
        (row.Text("Title") == EnrichDriver.Title).ShouldBe(!clears);

        await Driver.Host.GitHub.MakePublicAsync(GitHubThings.PublicRepository);
        Driver.Host.Clock.Advance(TimeSpan.FromSeconds(30));
        await Driver.Sender.SendAcceptedAsync(GitHubExamples.Of("repository", "publicized").Delivery);
        await Driver.UntilAsync(() => row.Text("Why") is not { Length: > 0 }, "the row is right again");
        row.Text("Title").ShouldBe(EnrichDriver.Title);
    }

    [Fact]
    public async Task When_the_credential_ends_rows_stay_and_are_written_again_after_the_next_sign_in()
    {
        var row = await AddFilledRowAsync();
        var before = Driver.Writes.Count;

        await Driver.Host.GitHub.RevokeAsync(GitHubUsers.Codertocat);
        await Driver.ChangeAsync("After");
        await Driver.UntilAsync(async () => await Driver.ProblemsAsync() is [RowProblems.SignIn], "the row waits");
        await Driver.LetPassAsync(TimeSpan.FromMinutes(3));

        row.Text("Title").ShouldBe(EnrichDriver.Title);
        Driver.Writes.Count.ShouldBe(before);

        await Driver.SignInAsync(GitHubUsers.Codertocat);
        await Driver.UntilAsync(() => row.Text("Title") == "After", "the row follows again");
    }

    [Fact]
    public async Task A_row_whose_link_leaves_the_places_loses_its_facts()
    {
        var row = AddRow(EnrichDriver.PullRequest);
        await Driver.EnrichAsync(Source, "github.com/Codertocat/Hello-World");
        await Driver.UntilAsync(() => row.Text("Title") == EnrichDriver.Title, "the row is filled");

        row.Edit(Driver.Ada, "Link", Private);

        await Driver.UntilAsync(() => row.Text("Title") is not { Length: > 0 }, "the facts are gone");
        row.Text("Why").ShouldNotBeNullOrEmpty();
        // Also when the thing behind the first link changes.
        await Driver.ChangeAsync("After");
        await Driver.LetPassAsync(TimeSpan.FromMinutes(1));
        row.Text("Title").ShouldBeNullOrEmpty();
    }

    [Fact]
    public async Task Fewer_places_clear_what_was_shown()
    {
        var row = AddRow(EnrichDriver.PullRequest);
        await Driver.EnrichAsync(Source, "github.com/Codertocat");
        await Driver.UntilAsync(() => row.Text("Title") == EnrichDriver.Title, "the row is filled");

        await Driver.EnrichAsync(Source, "github.com/octocat");

        await Driver.UntilAsync(() => row.Text("Title") is not { Length: > 0 }, "the facts are gone");
    }

    [Fact]
    public async Task An_enrichment_keeps_its_account_as_a_grant_does()
    {
        await AddFilledRowAsync();

        await Driver.EndGrantsAsync();
        await Driver.LetPassAsync(TimeSpan.FromDays(31), by: TimeSpan.FromHours(4));

        (await Driver.Host.Database.CountAsync(StoredRows.ActiveCredentials)).ShouldBe(1);
        var row = AddRow(EnrichDriver.PullRequest);
        await Driver.UntilAsync(() => row.Text("Title") == EnrichDriver.Title, "rows are still filled");
    }

    protected override TestHostBuilder Configure(TestHostBuilder builder) =>
        builder.With("Unfurl:Providers:wiki:Type", "WebPage").With("Unfurl:Providers:wiki:Host", "wiki.acme.com");

    private SimulatedRow AddRow(string link) => Source.AddRow(Driver.Ada, ("Link", link));
}
