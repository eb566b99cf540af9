using Microsoft.Extensions.Logging;
using Unfurl.Testing.Postgres;

namespace Unfurl.IntegrationTests.Storage;

/// <summary>During an outage of the storage every client gets an error in its own format.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private const string Words = "The service cannot reach its storage. Try again in a moment.";

    private PostgresServer _postgres = null!;
    private TestHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _postgres = await PostgresServer.StartAsync();
        _host = await new TestHostBuilder()
            .WithAcme()
            .WithNotion()
            .WithDatabase(await TestDatabase.CreateAsync(_postgres))
            .StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Fact]
    public async Task A_client_gets_503_with_retry_after()
    {
        await BreakAsync();
        using var client = _host.Service.CreateClient();
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {new string('a', 43)}");

        using var response = await client.PostAsync(
            "/unfurl",
            NotionCalls.Json(new { uri = "https://acme.example/items/1" }),
            TestContext.Current.CancellationToken
        );

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter?.ToString().ShouldBe("10");
        var received = await ReceivedResponse.ReadAsync(response);
        received.MediaType.ShouldBe("application/problem+json");
        received.Json.GetProperty("status").GetInt32().ShouldBe(503);
        received["detail"].ShouldBe(Words);
    }

    [Fact]
    public async Task A_signed_in_user_sees_an_error_page()
    {
        using var ada = new NotionUser(_host, "ada");
        await ada.OpenConnectionsAsync();
        await BreakAsync();

        var page = await ada.Browser.OpenAsync(new Uri(_host.Service.Url, "/connections"));

        page.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        page.Text.ShouldContain(Words);
    }

    [Fact]
    public async Task The_log_names_an_outage_once_for_many_requests()
    {
        await BreakAsync();
        using var client = _host.Service.CreateClient();
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {new string('a', 43)}");

        for (var i = 0; i < 3; i++)
        {
            using var _ = await client.PostAsync(
                "/unfurl",
                NotionCalls.Json(new { uri = "https://acme.example/items/1" }),
                TestContext.Current.CancellationToken
            );
        }

        var line = _host.Service.Logs.Lines.Where(line => line.Level >= LogLevel.Error).ShouldHaveSingleItem();
        line.Text.ShouldContain("Storage cannot be used, so requests are answered 503: ");
        line.Text.ShouldNotContain("   at ");
    }

    private Task BreakAsync()
    {
        _host.Service.ExpectServerErrors();
        return _postgres.StopAsync();
    }
}
