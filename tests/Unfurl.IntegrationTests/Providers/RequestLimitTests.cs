using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Unfurl.Adapters;
using Unfurl.Server.Providers;

namespace Unfurl.IntegrationTests.Providers;

/// <summary>A request may have a lower limit for its response than the client.</summary>
public sealed class RequestLimitTests : IAsyncLifetime
{
    private const int Length = 100_000;

    private StubServer _server = null!;
    private GateService _service = null!;

    private byte[] _body = new byte[Length];
    private string? _encoding;
    private bool _tellsLength;

    public async ValueTask InitializeAsync()
    {
        _server = await StubServer.StartAsync(async context =>
        {
            context.Response.Headers.ContentEncoding = _encoding;
            context.Response.ContentLength = _tellsLength ? _body.Length : null;
            context.Response.Headers.ETag = "\"v1\"";
            if (context.Request.Headers.IfNoneMatch == "\"v1\"")
                context.Response.StatusCode = StatusCodes.Status304NotModified;
            else
                await context.Response.Body.WriteAsync(_body);
        });
        _service = GateService.Start(new TestAdapter { Origins = [_server.Url] }, "Development");
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(Length, true)]
    [InlineData(Length + 1, true)]
    [InlineData(Length - 1, false)]
    [InlineData(1, false)]
    public async Task A_longer_response_is_cut(int limit, bool isRead)
    {
        foreach (var tellsLength in new[] { false, true })
        {
            _tellsLength = tellsLength;
            await ShouldBeReadAsync(limit, isRead);
        }
    }

    [Theory]
    [InlineData("gzip", Length, true)]
    [InlineData("gzip", Length - 1, false)]
    [InlineData("br", Length, true)]
    [InlineData("br", Length - 1, false)]
    [InlineData("deflate", Length - 1, false)]
    public async Task A_small_body_counts_as_long_as_it_becomes(string encoding, int limit, bool isRead)
    {
        (_encoding, _body, _tellsLength) = (encoding, Packed(encoding), true);
        _body.Length.ShouldBeLessThan(1000);

        await ShouldBeReadAsync(limit, isRead);
    }

    [Theory]
    [InlineData(Length - 1, Length)]
    // No request raises the client's own limit.
    [InlineData(int.MaxValue, ProviderHttp.MaxResponseBytes + 1)]
    public async Task A_response_that_is_read_as_a_stream_is_cut_as_well(int limit, int length)
    {
        _body = new byte[length];
        using var request = new HttpRequestMessage(HttpMethod.Get, _server.Url).LimitResponse(limit);
        using var response = await _service.Http.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            Cancellation
        );
        await using var stream = await response.Content.ReadAsStreamAsync(Cancellation);

        var cut = await Should.ThrowAsync<HttpIOException>(() => stream.CopyToAsync(Stream.Null, Cancellation));

        cut.HttpRequestError.ShouldBe(HttpRequestError.ConfigurationLimitExceeded);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    public async Task A_response_that_the_provider_confirms_is_the_one_that_it_sent(string? encoding)
    {
        _body = new byte[20_000];
        Array.Fill(_body, (byte)'x');
        var sent = _body;
        if (encoding is not null)
            (_encoding, _body) = (encoding, Packed(encoding, _body));

        foreach (var _ in Enumerable.Range(0, 3))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _server.Url).AskConditionally();
            using var response = await _service.Http.SendAsync(request, Cancellation);

            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await response.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBe(sent);
            response.Content.Headers.ContentEncoding.ShouldBeEmpty();
            // From now on it has only its tag.
            _body = [];
        }
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task ShouldBeReadAsync(int limit, bool isRead)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _server.Url).LimitResponse(limit);
        var reading = _service.Http.SendAsync(request, Cancellation);
        if (!isRead)
        {
            var cut = await Should.ThrowAsync<HttpRequestException>(reading);
            cut.HttpRequestError.ShouldBe(HttpRequestError.ConfigurationLimitExceeded);
            return;
        }
        using var response = await reading;
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static byte[] Packed(string encoding, byte[]? body = null)
    {
        using var packed = new MemoryStream();
        using (
            Stream packing = encoding switch
            {
                "br" => new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true),
                "deflate" => new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true),
                _ => new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true),
            }
        )
            packing.Write(body ?? new byte[Length]);
        return packed.ToArray();
    }
}
