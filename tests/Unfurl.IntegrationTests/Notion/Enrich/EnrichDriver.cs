using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Unfurl.Demo.Site;
using Unfurl.IntegrationTests.Updates;
using Unfurl.Notion.Databases;
using Unfurl.Server.Connections.Accounts;
using Unfurl.Server.Notion.Enrich;
using Unfurl.Server.Notion.OAuth.Grants;
using Unfurl.Server.Providers;
using Unfurl.Server.Storage;
using Unfurl.Simulator.Databases;

namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>A workspace with a database whose rows hold links of GitHub, and the service that fills them.</summary>
internal sealed class EnrichDriver : IAsyncDisposable
{
    public const string PullRequest = "https://github.com/Codertocat/Hello-World/pull/2";
    public const string Title = "Update the README with new information.";
    public const string Token = "ntn_of_acme";
    public const string Connection = "acme";
    public const string EnrichmentName = "pull requests";
    public const string WorkspaceId = "6f1c3a5e-0d2b-4c7e-9a8f-1b2c3d4e5f60";

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private EnrichDriver(TestHost host)
    {
        Host = host;
        Workspace = host.Notion.Databases.AddWorkspace("Acme", WorkspaceId);
        Bot = Workspace.AddConnection("Unfurl", new Secret(Token));
        Ada = Workspace.AddPerson("Ada", "ada@acme.com");
        Sender = new(host.Service, host.Database);
    }

    public TestHost Host { get; }

    public SimulatedWorkspace Workspace { get; }

    public SimulatedConnection Bot { get; }

    public SimulatedPerson Ada { get; }

    public GitHubSender Sender { get; }

    public IReadOnlyList<DatabaseWrite> Writes => Host.Notion.Databases.Writes;

    // All that was written, as it was sent.
    public string Journal => string.Join('\n', Writes.SelectMany(write => write.Cells).Select(cell => cell.Json));

    // What else time stands still for: jobs that are being worked on are known to the database.
    public Func<Task<bool>> IsCalling { get; set; } = () => Task.FromResult(false);

    // Of the account that enriches.
    public string AccountId { get; private set; } = "";

    public static async Task<EnrichDriver> StartAsync(Func<TestHostBuilder, TestHostBuilder>? change = null)
    {
        var builder = new TestHostBuilder()
            .WithGitHub()
            .WithNotion()
            .With(TestSettings.WebhookSecret)
            .With($"Unfurl:Notion:Connections:{Connection}:Token", Token);
        return new(await (change?.Invoke(builder) ?? builder).StartAsync());
    }

    // For a process: by a service that ends before it fills anything.
    public static async Task<ConnectedUser> PrepareAsync(
        TestHost host,
        SimulatedDataSource source,
        Func<IServiceProvider, Task>? also = null
    )
    {
        await using var service = UnfurlHost.Start(
            host.EnvironmentVariables()
                .Select(one =>
                    KeyValuePair.Create(one.Key.Replace("__", ":", StringComparison.Ordinal), (string?)one.Value)
                ),
            "Production"
        );
        var user = await ConnectedUser.ConnectAsync(
            service,
            "github",
            GitHubUsers.Codertocat,
            await host.GitHubTokensAsync(GitHubUsers.Codertocat)
        );
        await service
            .Services.GetRequiredService<EnrichmentRepository>()
            .SaveAsync(
                EnrichmentName,
                Connection,
                user.AccountId,
                new(MappingOf(source, Fields), []),
                TestContext.Current.CancellationToken
            );
        await (also?.Invoke(service.Services) ?? Task.CompletedTask);
        return user;
    }

    // A database that is shared with the connection.
    public SimulatedDataSource AddDatabase(params IReadOnlyList<NewColumn> columns)
    {
        var database = Workspace.AddDatabase("Pull requests", columns);
        database.ShareWith(Bot);
        return database.DataSource;
    }

    // Of so many parts that a row shows only the first of them.
    public static JsonArray LongText =>
        [
            .. Enumerable
                .Range(0, 30)
                .Select(i =>
                    JsonNode.Parse(
                        $$"""{"type":"text","text":{"content":"{{i}} ","link":{"url":"https://example.com/{{i}}"} } }"""
                    )
                ),
        ];

    public static NewColumn[] Columns =>
        [new("Link", "url"), new("Title", "rich_text"), new("State", "select"), new("Why", "rich_text")];

    public static (string Column, string Field)[] Fields =>
        [("Title", "title"), ("State", "status"), ("Why", CardFields.PreviewStatus)];

    public async Task SignInAsync(string login)
    {
        var user = await Host.ConnectGitHubAsync(login);
        AccountId = user.AccountId;
    }

    // As the account that signed in.
    public Task EnrichAsync(SimulatedDataSource source, params IReadOnlyList<string> places) =>
        EnrichAsync(source, places, Fields);

    public async Task EnrichAsync(
        SimulatedDataSource source,
        IReadOnlyList<string> places,
        IReadOnlyList<(string Column, string Field)> fields,
        Func<Mapping, Mapping>? change = null,
        string name = EnrichmentName,
        string connection = Connection
    )
    {
        var services = Host.Service.Services;
        var mapping = MappingOf(source, fields);
        var providers = services.GetRequiredService<ProviderRegistry>();
        await services
            .GetRequiredService<EnrichmentRepository>()
            .SaveAsync(
                name,
                connection,
                AccountId,
                new(
                    change?.Invoke(mapping) ?? mapping,
                    [.. places.Select(place => Place.Parse(place, providers).ShouldNotBeNull())]
                ),
                TestContext.Current.CancellationToken
            );
    }

    public static Mapping MappingOf(SimulatedDataSource source, IReadOnlyList<(string Column, string Field)> fields) =>
        new()
        {
            DataSourceId = source.Id,
            LinkColumnId = source.Column("Link").Id,
            LinkColumnType = source.Column("Link").Type,
            Fields =
            [
                .. fields.Select(one => new FieldMapping(
                    one.Field,
                    source.Column(one.Column).Id,
                    source.Column(one.Column).Type,
                    WriteMode.Always,
                    new Dictionary<string, string>()
                )),
            ],
        };

    public async Task ChangeAsync(string title)
    {
        await Host.GitHub.SetAsync(GitHubThings.PublicRepository, 2, new { title });
        await Sender.SendAcceptedAsync(GitHubExamples.Of("pull_request", "locked").Delivery);
    }

    // Why rows have no card.
    public async Task<IReadOnlyList<string>> ProblemsAsync() =>
        await Host.Database.TextsAsync("SELECT problem FROM enriched_rows WHERE problem IS NOT NULL ORDER BY page_id");

    public async Task EndGrantsAsync()
    {
        var grants = Host.Service.Services.GetRequiredService<GrantService>();
        foreach (var grant in await grants.ListAsync(AccountId, TestContext.Current.CancellationToken))
            (await grants.RevokeAsync(grant.Id, AccountId, TestContext.Current.CancellationToken)).ShouldBeTrue();
    }

    public async Task<Enrichment> EnrichmentAsync() =>
        (
            await Host
                .Service.Services.GetRequiredService<EnrichmentRepository>()
                .ListAsync(TestContext.Current.CancellationToken)
        ).Single();

    public Task UntilAsync(Func<bool> condition, string what) => UntilAsync(() => Task.FromResult(condition()), what);

    // While work is under way time stands still, so that a busy machine does not look like a slow Notion.
    public Task UntilAsync(Func<Task<bool>> condition, string what) =>
        Eventually.TrueAsync(
            async () =>
            {
                if (await condition())
                    return true;
                if (!await IsBusyAsync())
                    Host.Clock.Advance(Step);
                return false;
            },
            what
        );

    // As long as the service would need to notice what nobody tells it.
    public async Task LetPassAsync(TimeSpan time, bool untilIdle = true, TimeSpan? by = null)
    {
        var end = Host.Clock.GetUtcNow() + time;
        var step =
            by
            ?? (
                time > TimeSpan.FromHours(1) ? TimeSpan.FromMinutes(10)
                : time < TimeSpan.FromMinutes(2) ? Step
                : 2 * Step
            );
        await Eventually.TrueAsync(
            async () =>
            {
                var isOver = Host.Clock.GetUtcNow() >= end;
                if (await IsBusyAsync())
                    return false;
                if (!isOver)
                    Host.Clock.Advance(step);
                return isOver;
            },
            $"{time} passes"
        );
        if (untilIdle)
            await UntilAsync(Host.Database.HasNoJobsAsync, "nothing is left to do");
    }

    private async Task<bool> IsBusyAsync()
    {
        // What a step has woken needs a moment to begin.
        await Task.Delay(2, TestContext.Current.CancellationToken);
        return await Host.Database.HasLeasedJobsAsync(Host.Clock.GetUtcNow())
            || await IsLateAsync()
            || await IsCalling();
    }

    // The reconciler's timer has come, and its round has not begun.
    private async Task<bool> IsLateAsync()
    {
        var due = (Host.Clock.GetUtcNow() - TimeSpan.FromSeconds(6)).ToUnixTimeMilliseconds();
        return await Host.Database.CountAsync(new($"enrichments WHERE read_at > 0 AND read_at < {due}")) > 0;
    }

    public async ValueTask DisposeAsync()
    {
        Sender.Dispose();
        await Host.DisposeAsync();
    }
}
