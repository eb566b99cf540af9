using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Unfurl.IntegrationTests.Http.BadInput;

/// <summary>A slow sender holds a connection only for a limited time.</summary>
public sealed class SlowRequestTests
{
    // Shorter than the default, to keep the test short; Kestrel checks once a second.
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1.5);

    [Fact]
    public async Task The_service_sets_limits_to_time_and_size()
    {
        await using var service = UnfurlHost.Start();

        var limits = service.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;

        limits.RequestHeadersTimeout.ShouldBe(TimeSpan.FromSeconds(15));
        limits.MinRequestBodyDataRate!.BytesPerSecond.ShouldBe(240);
        limits.MinRequestBodyDataRate.GracePeriod.ShouldBe(TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate!.BytesPerSecond.ShouldBe(240);
        limits.KeepAliveTimeout.ShouldBe(TimeSpan.FromMinutes(2));
        limits.MaxRequestBodySize.ShouldBe(1024 * 1024);
        limits.MaxRequestLineSize.ShouldBe(8 * 1024);
        limits.MaxRequestHeadersTotalSize.ShouldBe(32 * 1024);
        limits.MaxRequestHeaderCount.ShouldBe(100);
    }

    [Theory]
    [InlineData("")]
    [InlineData("GET /health/live HTTP/1.1\r\n")]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: unfurl\r\nX: y\r\n")]
    public async Task Endless_headers_close_the_connection(string beginning)
    {
        await using var service = UnfurlHost.Start(kestrel: options =>
        {
            options.Limits.RequestHeadersTimeout = Short;
            options.Limits.KeepAliveTimeout = Short;
        });
        await using var connection = await RawConnection.OpenAsync(service.Url);
        await connection.WriteAsync(beginning);

        var response = await connection.ReadToEndAsync();

        response.Statuses.ShouldBe(beginning.Length == 0 ? [] : [408]);
    }

    [Theory]
    [InlineData("POST", "/unfurl", "application/json")]
    [InlineData("POST", "/notion/token", "application/x-www-form-urlencoded")]
    [InlineData("DELETE", "/notion/deletion", "application/json")]
    [InlineData("DELETE", "/notion/deletion", "application/x-www-form-urlencoded")]
    [InlineData("POST", "/consent?handler=Allow", "application/x-www-form-urlencoded")]
    public async Task A_slow_body_closes_the_connection(string method, string path, string mediaType)
    {
        await using var service = UnfurlHost.Start(kestrel: options =>
            options.Limits.MinRequestBodyDataRate = new MinDataRate(240, Short)
        );
        await using var connection = await RawConnection.OpenAsync(service.Url);
        await connection.WriteAsync(
            $"{method} {path} HTTP/1.1\r\nHost: unfurl\r\nContent-Type: {mediaType}\r\nContent-Length: 1000\r\n\r\na"
        );

        var response = await connection.ReadToEndAsync();

        response.Statuses.Count.ShouldBeLessThanOrEqualTo(1);
        foreach (var status in response.Statuses)
            status.ShouldBeInRange(400, 499);
        using var client = service.CreateClient();
        (
            await client.GetAsync("/health/live", TestContext.Current.CancellationToken)
        ).IsSuccessStatusCode.ShouldBeTrue();
    }
}
