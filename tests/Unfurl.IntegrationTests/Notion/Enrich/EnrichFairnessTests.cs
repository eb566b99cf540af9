using Unfurl.Simulator.Databases;

namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>Much work in one place leaves the others their turn.</summary>
public sealed class EnrichFairnessTests : HostedEnrichTests
{
    private const string Other = "other";
    private const string OtherToken = "ntn_other";
    private const int Many = 1500;

    protected override TestHostBuilder Configure(TestHostBuilder builder) =>
        builder.With($"Unfurl:Notion:Connections:{Other}:Token", OtherToken);

    [Fact]
    public async Task Another_connection_does_not_wait()
    {
        var bot = await AddOtherAsync();
        await FillManyAsync();
        var source = Driver.AddDatabase(EnrichDriver.Columns);
        source.Database.ShareWith(bot);
        var row = source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest));
        var since = Driver.Host.Clock.GetUtcNow();

        await Driver.EnrichAsync(source, [], EnrichDriver.Fields, name: "small", connection: Other);

        await Driver.UntilAsync(() => row.Text("Title") == EnrichDriver.Title, "the small one is filled");
        (Driver.Host.Clock.GetUtcNow() - since).ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Another_connection_does_not_wait_for_a_slow_one()
    {
        var bot = await AddOtherAsync();
        await FillManyAsync();
        Driver.IsCalling = () => Task.FromResult(false);
        Wire.Before = async (request, cancellationToken) =>
        {
            if (request.Token == EnrichDriver.Token)
                await Task.Delay(Timeout.Infinite, cancellationToken);
            return null;
        };
        var silent = Driver.Host.Clock.GetUtcNow() + TimeSpan.FromSeconds(70);
        await AdvanceUntilAsync(() => Driver.Host.Clock.GetUtcNow() > silent);
        var source = Driver.AddDatabase(EnrichDriver.Columns);
        source.Database.ShareWith(bot);
        var row = source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest));
        var since = Driver.Host.Clock.GetUtcNow();

        await Driver.EnrichAsync(source, [], EnrichDriver.Fields, name: "small", connection: Other);

        await AdvanceUntilAsync(() => row.Text("Title") == EnrichDriver.Title);
        (Driver.Host.Clock.GetUtcNow() - since).ShouldBeLessThan(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task A_small_database_of_the_same_connection_comes_through()
    {
        var small = Driver.AddDatabase(EnrichDriver.Columns);
        await Driver.EnrichAsync(small, [], EnrichDriver.Fields, name: "small");
        await Driver.LetPassAsync(TimeSpan.FromMinutes(1));
        await FillManyAsync();

        var row = small.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest));
        var since = Driver.Host.Clock.GetUtcNow();

        await Driver.UntilAsync(() => row.Text("Title") == EnrichDriver.Title, "the small one is filled");
        // Noticed within a minute, and written when the limit lets it.
        (Driver.Host.Clock.GetUtcNow() - since).ShouldBeLessThan(TimeSpan.FromMinutes(3.5));
        Driver.Writes.Count.ShouldBeLessThan(Many);
    }

    [Fact]
    public async Task An_edit_in_a_large_database_is_seen_while_it_is_filled()
    {
        await FillManyAsync();
        await Driver.LetPassAsync(TimeSpan.FromMinutes(2), untilIdle: false);
        var filled = Source.Rows.First(row => row.Text("Title") == EnrichDriver.Title);

        filled.Edit(Driver.Ada, "Link", null);
        var since = Driver.Host.Clock.GetUtcNow();

        await Driver.UntilAsync(() => filled.Text("Title") is not { Length: > 0 }, "the edit is seen");
        (Driver.Host.Clock.GetUtcNow() - since).ShouldBeLessThan(TimeSpan.FromMinutes(3.5));
    }

    [Fact]
    public async Task Two_enrichments_of_one_database_do_not_fight()
    {
        var row = Source.AddRow(Driver.Ada, ("Link", $"https://github.com/{GitHubThings.PrivateRepository}/pull/118"));
        await Driver.EnrichAsync(Source, "github.com");
        await Driver.UntilAsync(() => row.Text("Title") is { Length: > 0 }, "the row is filled");
        await Driver.SignInAsync(GitHubUsers.Octocat);

        await Driver.EnrichAsync(Source, ["github.com"], EnrichDriver.Fields, name: "another");
        await Driver.LetPassAsync(TimeSpan.FromMinutes(3), untilIdle: false);

        var before = Driver.Writes.Count;
        await Driver.LetPassAsync(TimeSpan.FromMinutes(10), untilIdle: false);
        Driver.Writes.Count.ShouldBe(before);
        row.Text("Title").ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Two_enrichments_of_one_database_fill_columns_of_their_own()
    {
        Source.AddColumn(new("Second title", "rich_text"));
        var row = Source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest));
        await Driver.EnrichAsync(Source, [], [("Title", "title")]);
        await Driver.SignInAsync(GitHubUsers.Octocat);
        await Driver.EnrichAsync(Source, [], [("Second title", "title")], name: "another");
        await Driver.UntilAsync(() => row.Text("Second title") == EnrichDriver.Title, "both are filled");
        await Driver.LetPassAsync(TimeSpan.FromMinutes(3));
        var before = Driver.Writes.Count;

        await Driver.ChangeAsync("After");
        await Driver.UntilAsync(
            () => (row.Text("Title"), row.Text("Second title")) == ("After", "After"),
            "both follow"
        );
        await Driver.LetPassAsync(TimeSpan.FromMinutes(3));

        Driver.Writes.Count.ShouldBe(before + 2);
    }

    // Notion has said whose it is.
    private async Task<SimulatedConnection> AddOtherAsync()
    {
        var bot = Driver.Workspace.AddConnection("Other", new Secret(OtherToken));
        await Driver.UntilAsync(() => bot.RequestCount > 0, "the connection is known");
        return bot;
    }

    private async Task FillManyAsync()
    {
        for (var i = 0; i < Many; i++)
            Source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest));
        await Driver.EnrichAsync(Source);
        await Driver.UntilAsync(() => Driver.Writes.Count > 50, "it is being filled");
    }

    // Though calls are under way that nobody answers.
    private async Task AdvanceUntilAsync(Func<bool> condition) =>
        await Eventually.TrueAsync(
            async () =>
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
                Driver.Host.Clock.Advance(TimeSpan.FromSeconds(1));
                return condition();
            },
            "the other one is filled"
        );
}
