using Unfurl.Simulator.Databases;

namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>Tests with their own service, which fills a database of one workspace as codertocat.</summary>
public abstract class HostedEnrichTests : IAsyncLifetime
{
    private protected EnrichDriver Driver { get; private set; } = null!;

    private protected NotionWire Wire { get; } = new();

    protected SimulatedDataSource Source { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Driver = await EnrichDriver.StartAsync(builder => Configure(builder.WithServices(Wire.Attach)));
        Driver.IsCalling = () => Task.FromResult(Wire.Pending > 0);
        Source = Driver.AddDatabase(EnrichDriver.Columns);
        await Driver.SignInAsync(GitHubUsers.Codertocat);
    }

    protected virtual TestHostBuilder Configure(TestHostBuilder builder) => builder;

    public async ValueTask DisposeAsync()
    {
        await Driver.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    // Of the public pull request; the first one makes the enrichment.
    protected async Task<SimulatedRow> AddFilledRowAsync()
    {
        var row = Source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest));
        await Driver.EnrichAsync(Source);
        await Driver.UntilAsync(() => row.Text("Title") == EnrichDriver.Title, "the row is filled");
        await Driver.UntilAsync(Driver.Host.Database.HasNoJobsAsync, "nothing is left to do");
        return row;
    }
}
