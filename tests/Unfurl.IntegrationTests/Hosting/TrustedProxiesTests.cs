namespace Unfurl.IntegrationTests.Hosting;

/// <summary>
/// Checks which proxies are trusted for the client's address; the rate limit per address shows the result.
/// </summary>
public sealed class TrustedProxiesTests
{
    // Rate-limited, and needs no lookup.
    private const string Limited = "/signin/nobody";

    private const int PerMinute = 300;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Behind_a_trusted_proxy_each_client_has_a_limit_of_its_own()
    {
        await using var service = UnfurlHost.Start();
        using var client = service.CreateClient();

        for (var i = 0; i < PerMinute; i++)
            await GetAsync(client, "198.51.100.9");

        (await GetAsync(client, "198.51.100.9")).ShouldBe(HttpStatusCode.TooManyRequests);
        (await GetAsync(client, "198.51.100.10")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_forwarded_entry_added_by_the_client_is_ignored()
    {
        await using var service = UnfurlHost.Start();
        using var client = service.CreateClient();

        for (var i = 0; i < PerMinute; i++)
            await GetAsync(client, $"203.0.113.{i % 250}, 198.51.100.9");

        (await GetAsync(client, "203.0.113.251, 198.51.100.9")).ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task An_untrusted_proxy_is_ignored()
    {
        await using var service = UnfurlHost.Start(
            new Dictionary<string, string?> { ["Unfurl:TrustedProxies:0"] = "10.0.0.0/8" }
        );
        using var client = service.CreateClient();

        for (var i = 0; i < PerMinute; i++)
            await GetAsync(client, $"198.51.100.{i % 250}");

        (await GetAsync(client, "198.51.100.251")).ShouldBe(HttpStatusCode.TooManyRequests);
    }

    private static async Task<HttpStatusCode> GetAsync(HttpClient client, string forwardedFor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Limited);
        request.Headers.Add("X-Forwarded-For", forwardedFor);
        using var response = await client.SendAsync(request, Cancellation);
        return response.StatusCode;
    }
}
