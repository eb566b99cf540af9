using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Unfurl.IntegrationTests.Connections;

namespace Unfurl.IntegrationTests.Providers;

public sealed class ProviderCallTests : IAsyncLifetime
{
    private const string Link = "https://acme.example/items/1";

    private ScriptedAcme _acme = null!;
    private ConnectedUser _ada = null!;

    public async ValueTask InitializeAsync()
    {
        _acme = await ScriptedAcme.StartAsync();
        _ada = await _acme.ConnectAsync();
    }

    public ValueTask DisposeAsync() => _acme.DisposeAsync();

    [Fact]
    public async Task Calls_to_the_API_and_to_the_token_endpoint_send_a_user_agent()
    {
        await _ada.UnfurlAsync(Link);
        _acme.Clock.Advance(TimeSpan.FromHours(2));
        await _ada.UnfurlAsync(Link);

        _acme.CallsTo("/oauth/token").ShouldBe(1);
        _acme.Requests.ShouldAllBe(request => request.Headers.UserAgent.ToString().StartsWith("Unfurl"));
    }

    [Fact]
    public async Task A_call_under_way_does_not_hold_up_the_end_of_the_service()
    {
        var (called, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        _acme.Api = async _ =>
        {
            called.TrySetResult();
            await end.Task;
        };
        using var client = _acme.Service.CreateClient();
        var response = _ada.UnfurlAsync(Link, client);
        await called.Task.WaitAsync(TestContext.Current.CancellationToken);
        // The user gives up; the call goes on for others.
        client.CancelPendingRequests();
        await Should.ThrowAsync<OperationCanceledException>(response);

        var ended = _acme.Service.DisposeAsync().AsTask();

        await Eventually.TrueAsync(() => Task.FromResult(ended.IsCompleted), "the service has ended");
        end.SetResult();
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        _acme.Api = context =>
        {
            context.Response.Redirect(
                context.Request.Path == "/elsewhere" ? "/nowhere" : new Uri(_acme.Url, "/elsewhere").AbsoluteUri
            );
            return Task.CompletedTask;
        };

        var response = await _ada.UnfurlAsync(Link);

        response.Status.ShouldBe(502);
        _acme.Requests.Count.ShouldBe(1);
    }

    // A hang is a fault, and a starved machine is none.
    [Theory(Timeout = 180_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_oversized_response_is_cut(bool isLengthTold)
    {
        const int Size = 64 * 1024 * 1024;
        // The rest of the request must not run within the server's own cancellation of it. A call that fails fast is repeated once.
        var cut = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _acme.Api = async context =>
        {
            context.RequestAborted.Register(() => cut.TrySetResult());
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = isLengthTold ? Size : null;
            var spaces = new byte[64 * 1024];
            Array.Fill(spaces, (byte)' ');
            for (var written = 0; written < Size && !cut.Task.IsCompleted; written += spaces.Length)
                await context.Response.Body.WriteAsync(spaces);
            await cut.Task;
        };

        var response = await _ada.UnfurlAsync(Link);

        response.Status.ShouldBe(502);
        await cut.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_decompression_bomb_is_cut(string encoding)
    {
        var packed = Packed(encoding, 64 * 1024 * 1024);
        _acme.Api = context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers.ContentEncoding = encoding;
            return context.Response.Body.WriteAsync(packed).AsTask();
        };

        var response = await _ada.UnfurlAsync(Link);

        response.Status.ShouldBe(502);
        packed.Length.ShouldBeLessThan(1024 * 1024);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_endless_response_times_out_after_the_hard_timeout(bool hasBegun)
    {
        var (waiting, ended) = (_acme.Clock.WaitingTimers, new TaskCompletionSource());
        _acme.Api = async context =>
        {
            context.RequestAborted.Register(ended.SetResult);
            if (hasBegun)
            {
                await context.Response.WriteAsync("{\"id\":");
                await context.Response.Body.FlushAsync();
            }
            await ended.Task;
        };
        var unfurling = _ada.UnfurlAsync(Link);
        await Eventually.TrueAsync(() => _acme.CallsTo("/api/items/1") == 1 && _acme.Clock.WaitingTimers > waiting);

        _acme.Clock.Advance(TimeSpan.FromSeconds(5));

        (await unfurling).Status.ShouldBe(504);
        await ended.Task;
    }

    [Fact]
    public async Task A_gateway_failure_with_retry_after_is_not_retried()
    {
        _acme.Api = context =>
        {
            context.Response.Headers.RetryAfter = "2";
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        };

        var response = await _ada.UnfurlAsync(Link);

        response.Status.ShouldBe(502);
        _acme.CallsTo("/api/items/1").ShouldBe(1);
    }

    [Fact]
    public async Task A_slow_gateway_failure_is_not_retried()
    {
        _acme.Api = context =>
        {
            _acme.Clock.Advance(TimeSpan.FromSeconds(2));
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
            return Task.CompletedTask;
        };

        var response = await _ada.UnfurlAsync(Link);

        response.Status.ShouldBe(502);
        _acme.CallsTo("/api/items/1").ShouldBe(1);
    }

    [Fact]
    public async Task A_dropped_connection_is_a_failure_without_an_error_log()
    {
        _acme.Api = async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("{\"id\":");
            await context.Response.Body.FlushAsync();
            context.Abort();
        };

        var response = await _ada.UnfurlAsync(Link);

        response.Status.ShouldBe(502);
        _acme.Service.Logs.Lines.ShouldNotContain(line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Error);
    }

    [Fact]
    public async Task An_in_flight_success_does_not_end_a_rate_limit()
    {
        var held = new TaskCompletionSource();
        _acme.Api = async context =>
        {
            if (context.Request.Path == "/api/items/1")
            {
                await held.Task;
                await ScriptedAcme.ItemAsync(context);
                return;
            }
            context.Response.Headers.RetryAfter = "600";
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        };
        var earlier = _ada.UnfurlAsync(Link);
        await Eventually.TrueAsync(() => _acme.CallsTo("/api/items/1") == 1);

        var limited = await _ada.UnfurlAsync("https://acme.example/items/2");
        held.SetResult();
        var shown = await earlier;
        var next = await _ada.UnfurlAsync("https://acme.example/items/3");

        (limited.Status, shown.Title, next.Status).ShouldBe((429, "An item", 429));
        _acme.CallsTo("/api/items/3").ShouldBe(0);
    }

    [Fact]
    public async Task A_shorter_rate_limit_does_not_shorten_a_longer_one()
    {
        var held = new TaskCompletionSource();
        _acme.Api = async context =>
        {
            if (context.Request.Path == "/api/items/2")
                await held.Task;
            context.Response.Headers.RetryAfter = context.Request.Path == "/api/items/2" ? "60" : "600";
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        };
        var shorter = _ada.UnfurlAsync("https://acme.example/items/2");
        await Eventually.TrueAsync(() => _acme.CallsTo("/api/items/2") == 1);
        await _ada.UnfurlAsync("https://acme.example/items/1");
        held.SetResult();
        await shorter;

        _acme.Clock.Advance(TimeSpan.FromSeconds(61));
        var next = await _ada.UnfurlAsync("https://acme.example/items/3");

        next.Status.ShouldBe(429);
        _acme.CallsTo("/api/items/3").ShouldBe(0);
    }

    private static byte[] Packed(string encoding, int size)
    {
        using var packed = new MemoryStream();
        using (
            Stream packing = encoding switch
            {
                "br" => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
                // HTTP's "deflate" is the zlib format (RFC 9110 §8.4.1.2).
                "deflate" => new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true),
                _ => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            }
        )
        {
            var spaces = new byte[1024 * 1024];
            Array.Fill(spaces, (byte)' ');
            for (var written = 0; written < size; written += spaces.Length)
                packing.Write(spaces);
        }
        return packed.ToArray();
    }
}
