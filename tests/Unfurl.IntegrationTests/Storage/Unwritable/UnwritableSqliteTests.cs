using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Unfurl.Server.Storage;

namespace Unfurl.IntegrationTests.Storage.Unwritable;

/// <summary>
/// While SQLite cannot write, every client gets a 503 instead of a wrong response, and everything works when it can write
/// again.
/// </summary>
public sealed class UnwritableSqliteTests : IAsyncLifetime
{
    private const string Known = "https://acme.example/items/3";

    // Rows may fit into pages that the file already has, so a single request may still succeed.
    private const int Attempts = 300;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TestHost _host = null!;
    private FaultySqlite _sqlite = null!;
    private Tokens _tokens = null!;

    private NotionCalls Notion => new(_host);

    public async ValueTask InitializeAsync()
    {
        var database = await TestDatabase.CreateAsync();
        _sqlite = new FaultySqlite(database.Setting.Value!);
        _host = await new TestHostBuilder()
            .WithAcme()
            .WithNotion()
            .WithDatabase(database)
            .WithServices(services => services.Replace(ServiceDescriptor.Singleton<SqliteDatabase>(_sqlite)))
            .StartAsync();
        using var ada = new NotionUser(_host, "ada");
        _tokens = await ada.ConnectAsync();
        (await Notion.UnfurlAsync(_tokens.AccessToken, Known)).Status.ShouldBe(HttpStatusCode.OK);
        _host.Service.ExpectServerErrors();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(Fault.Full)]
    [InlineData(Fault.ReadOnly)]
    [InlineData(Fault.Deleted)]
    [InlineData(Fault.Garbage)]
    [InlineData(Fault.Emptied)]
    public async Task A_request_that_must_be_stored_gets_a_503(Fault fault)
    {
        await BreakAsync(fault);

        var refreshed = await UntilRejectedAsync(_ => Notion.RefreshAsync(_tokens.RefreshToken));
        var unfurled = await UntilRejectedAsync(UnfurlAsync);
        var authorize = await UntilRejectedAsync(async _ =>
        {
            using var browser = _host.CreateBrowser();
            var page = await browser.OpenAsync(_host.Notion.ConnectUrl("ada"));
            page = page.Address.Port == _host.Acme.WebUrl.Port ? await browser.PressAsync(page, "ada ·") : page;
            return new ReceivedResponse(page.Status, page.Text, "text/html", "", "");
        });

        foreach (var rejected in (ReceivedResponse[])[refreshed, unfurled])
        {
            rejected.MediaType.ShouldBe("application/problem+json");
            rejected.Body.ShouldNotContain("SQLite");
        }
        authorize.Body.ShouldNotContain("SQLite");
        _host.Service.Logs.ToString().ShouldNotContain("cannot rollback");
    }

    [Theory]
    [InlineData(Fault.ReadOnly)]
    [InlineData(Fault.Deleted)]
    [InlineData(Fault.Garbage)]
    [InlineData(Fault.Emptied)]
    public async Task A_deletion_that_fails_is_told_and_a_later_one_works(Fault fault)
    {
        await BreakAsync(fault);
        var failed = await Notion.DeleteGrantAsync(new { access_token = _tokens.AccessToken });
        await MendAsync();
        var alive = await Notion.RefreshAsync(_tokens.RefreshToken);
        var repeated = await Notion.DeleteGrantAsync(new { access_token = _tokens.AccessToken });
        var dead = await Notion.UnfurlAsync(_tokens.AccessToken, Known);

        failed.Status.ShouldBe(HttpStatusCode.ServiceUnavailable, failed.Body);
        alive.Status.ShouldBe(HttpStatusCode.OK, alive.Body);
        repeated.Status.ShouldBe(HttpStatusCode.OK, repeated.Body);
        dead.Status.ShouldBe(HttpStatusCode.Unauthorized, dead.Body);
    }

    [Theory]
    [InlineData(Fault.Full)]
    [InlineData(Fault.ReadOnly)]
    [InlineData(Fault.Deleted)]
    [InlineData(Fault.Garbage)]
    [InlineData(Fault.Emptied)]
    public async Task It_is_not_ready_meanwhile_and_ready_without_a_restart_afterwards(Fault fault)
    {
        await BreakAsync(fault);
        await MendAsync();

        using var ben = new NotionUser(_host, "ben");
        var tokens = await ben.ConnectAsync();
        (await Notion.UnfurlAsync(tokens.AccessToken, "https://acme.example/items/1")).Status.ShouldBe(
            HttpStatusCode.OK
        );
    }

    // A display of many bytes.
    private Task<ReceivedResponse> UnfurlAsync(int i) =>
        Notion.UnfurlAsync(_tokens.AccessToken, $"https://acme.example/items/3?{new string('x', 1800)}={i}");

    // Writes until there is no free page, and until readiness tells it.
    private async Task BreakAsync(Fault fault)
    {
        await ReadyAsync(HttpStatusCode.OK);
        _sqlite.Switch(fault);
        if (fault == Fault.Full)
            await UntilRejectedAsync(UnfurlAsync);
        await ReadyAsync(HttpStatusCode.ServiceUnavailable);
    }

    private Task MendAsync()
    {
        _sqlite.Switch(Fault.None);
        return ReadyAsync(HttpStatusCode.OK);
    }

    private Task ReadyAsync(HttpStatusCode expected) =>
        Eventually.TrueAsync(async () => await ReadyAsync() == expected, $"readiness is {expected}");

    private async Task<HttpStatusCode> ReadyAsync()
    {
        using var client = _host.Service.CreateClient();
        using var response = await client.GetAsync("/health/ready", Cancellation);
        return response.StatusCode;
    }

    private static async Task<ReceivedResponse> UntilRejectedAsync(Func<int, Task<ReceivedResponse>> send)
    {
        for (var i = 0; i < Attempts; i++)
        {
            var received = await send(i);
            if (received.Status == HttpStatusCode.ServiceUnavailable)
                return received;
            received.Status.ShouldBe(HttpStatusCode.OK, received.Body);
        }
        throw new InvalidOperationException("Every request was stored.");
    }
}
