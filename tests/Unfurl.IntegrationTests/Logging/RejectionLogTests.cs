using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Unfurl.IntegrationTests.Connections;
using Unfurl.IntegrationTests.Http.BadInput;
using Unfurl.IntegrationTests.Logging.Secrets;

namespace Unfurl.IntegrationTests.Logging;

/// <summary>Every rejection is logged in a line with a stable code and without text of the request.</summary>
public sealed class RejectionLogTests : IAsyncLifetime
{
    private ScriptedAcme _acme = null!;
    private ConnectedUser _ada = null!;

    public async ValueTask InitializeAsync()
    {
        _acme = await ScriptedAcme.StartAsync(VerboseLogging.Settings);
        _ada = await _acme.ConnectAsync();
    }

    public ValueTask DisposeAsync() => _acme.DisposeAsync();

    [Theory]
    [InlineData("no link at all", 200, "no_link", LogLevel.Debug)]
    [InlineData("https://elsewhere.example/marker", 200, "link_not_ours", LogLevel.Debug)]
    [InlineData("https://acme.example/items/1?marker", 404, "not_found", LogLevel.Debug)]
    [InlineData("https://acme.example/items/1?marker", 401, "sign_in_needed", LogLevel.Debug)]
    [InlineData("https://acme.example/items/1?marker", 403, "forbidden", LogLevel.Debug)]
    [InlineData("https://acme.example/items/1?marker", 429, "provider_rate_limited", LogLevel.Information)]
    [InlineData("https://acme.example/items/1?marker", 500, "provider_unavailable", LogLevel.Information)]
    public async Task A_link_without_a_preview(string link, int providerStatus, string reason, LogLevel level)
    {
        _acme.Api = context => ScriptedAcme.JsonAsync(context, "{}", providerStatus);

        await _ada.UnfurlAsync(link);

        ShouldBeLogged(reason, level);
    }

    [Fact]
    public async Task A_provider_failure_is_logged_once_per_call()
    {
        _acme.Api = context => ScriptedAcme.JsonAsync(context, "{}", 500);

        await _ada.UnfurlAsync("https://acme.example/items/1?marker");
        await _ada.UnfurlAsync("https://acme.example/items/1?marker");

        _acme
            .Service.Logs.Lines.Where(line => line.Text.Contains("HTTP 500", StringComparison.Ordinal))
            .Where(line => line.Category.StartsWith("Unfurl.", StringComparison.Ordinal))
            .ShouldHaveSingleItem()
            .Text.ShouldContain("acme");
    }

    [Fact]
    public async Task A_provider_that_does_not_respond_is_logged()
    {
        _acme.Api = context => Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        var waiting = _acme.Clock.WaitingTimers;

        var received = _ada.UnfurlAsync("https://acme.example/items/1?marker");
        await Eventually.TrueAsync(() => !_acme.Requests.IsEmpty && _acme.Clock.WaitingTimers > waiting);
        _acme.Clock.Advance(TimeSpan.FromSeconds(5));
        await received;

        ShouldBeLogged("provider_too_slow", LogLevel.Information);
    }

    [Theory]
    [InlineData("POST", "/unfurl", "text/marker", null, "media_type_unsupported")]
    [InlineData("POST", "/unfurl", "application/json; charset=marker", null, "charset_unsupported")]
    [InlineData("GET", "/marker", null, null, "unknown_page")]
    [InlineData("PUT", "/unfurl?marker", null, null, "method_not_allowed")]
    [InlineData("POST", "/connections?handler=marker", "application/x-www-form-urlencoded", null, "form_forged")]
    public async Task A_rejected_request_is_logged(
        string method,
        string path,
        string? mediaType,
        string? authorization,
        string reason
    )
    {
        using var client = _acme.Service.CreateClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (mediaType is not null)
            request.Content = NotionCalls.Raw(mediaType, "marker");
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        ((int)response.StatusCode).ShouldBeInRange(400, 499);
        ShouldBeLogged(reason, LogLevel.Information);
    }

    [Theory]
    [InlineData("POST", "/unfurl", "{\"marker", "body_malformed")]
    [InlineData("DELETE", "/unfurl", "", "uri_missing")]
    [InlineData("DELETE", "/unfurl?uri=marker&uri=marker", "", "uri_doubled")]
    public async Task A_rejected_body_is_logged(string method, string path, string body, string reason)
    {
        var received = await _ada.SendAsync(new HttpMethod(method), path, body);

        received.ShouldBe(HttpStatusCode.BadRequest);
        ShouldBeLogged(reason, LogLevel.Information);
    }

    [Fact]
    public async Task A_body_that_is_too_large()
    {
        var received = await _ada.SendAsync(HttpMethod.Post, "/unfurl", new string('m', 70_000));

        received.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        ShouldBeLogged("body_too_large", LogLevel.Information);
    }

    [Fact]
    public async Task A_body_that_is_not_declared()
    {
        var received = await SendAsync("Content-Length: 6\r\n\r\nmarker");

        received.Statuses.ShouldBe([415]);
        ShouldBeLogged("body_not_json", LogLevel.Information);
    }

    [Fact]
    public async Task An_incomplete_body_is_logged()
    {
        var received = await SendAsync(
            "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nmarker\r\nmarker\r\n"
        );

        received.Statuses.ShouldBe([400]);
        ShouldBeLogged("body_broken_off", LogLevel.Information);
    }

    [Fact]
    public async Task A_rate_limited_browser_is_logged()
    {
        using var client = _acme.Service.CreateClient();
        HttpStatusCode status;
        do
        {
            using var response = await client.GetAsync("/signin/marker", TestContext.Current.CancellationToken);
            status = response.StatusCode;
        } while (status == HttpStatusCode.NotFound);

        status.ShouldBe(HttpStatusCode.TooManyRequests);
        _acme.Service.Logs.Lines.Last(line => line.Reason is not null).Reason.ShouldBe("rate_limited");
    }

    // A request that no HTTP client sends.
    private async Task<RawConnection.RawResponse> SendAsync(string rest)
    {
        await using var connection = await RawConnection.OpenAsync(_acme.Service.Url);
        return await connection.SendAsync(
            $"POST /unfurl HTTP/1.1\r\nHost: unfurl\r\nAuthorization: Bearer {_ada.AccessToken}\r\nConnection: close\r\n{rest}"
        );
    }

    private void ShouldBeLogged(string reason, LogLevel level)
    {
        var line = _acme.Service.Logs.Lines.Where(line => line.Reason is not null).ShouldHaveSingleItem();
        line.Reason.ShouldBe(reason);
        line.Level.ShouldBe(level);
        line.Text.ShouldNotContain("marker");
    }
}
