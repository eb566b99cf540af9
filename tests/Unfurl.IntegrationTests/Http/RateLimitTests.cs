namespace Unfurl.IntegrationTests.Http;

/// <summary>An office has one address; so does an attacker.</summary>
public sealed class RateLimitTests
{
    private const int PerMinute = 300;
    private const string Office = "198.51.100.9";

    private const string Authorize =
        "/notion/authorize?client_id=notion&response_type=code&state=s&code=c"
        + "&redirect_uri=https%3A%2F%2Fwww.notion.so%2Fexternalintegrationauthcallback";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_hundred_people_of_one_office_reach_the_sign_in_at_once()
    {
        const int People = 200;
        await using var service = StartService();

        var visits = new List<Visit>();
        foreach (var group in Enumerable.Range(0, People).Chunk(20))
            visits.AddRange(await Task.WhenAll(group.Select(_ => ReachSignInAsync(service))));

        visits.Count.ShouldBe(People);
        visits.ShouldAllBe(visit => visit.Location!.AbsolutePath == "/demo/oauth/authorize");
    }

    [Theory]
    [InlineData(Authorize, "/signin/acme")]
    [InlineData("/signin/acme", Authorize)]
    [InlineData("/notion/authorize", "/signin/nobody")]
    public async Task One_address_is_limited_at_each_endpoint(string limited, string other)
    {
        await using var service = StartService();
        using var client = service.CreateClient();

        for (var i = 0; i < PerMinute; i++)
            (await GetAsync(client, limited, Office)).ShouldNotBe(HttpStatusCode.TooManyRequests);

        (await GetAsync(client, limited, Office)).ShouldBe(HttpStatusCode.TooManyRequests);
        (await GetAsync(client, limited, "198.51.100.10")).ShouldNotBe(HttpStatusCode.TooManyRequests);
        (await GetAsync(client, other, Office)).ShouldNotBe(HttpStatusCode.TooManyRequests);
    }

    private static UnfurlHost StartService() =>
        UnfurlHost.Start(
            new Dictionary<string, string?>
            {
                ["Unfurl:OAuth:ClientId"] = TestSettings.ClientId,
                ["Unfurl:OAuth:ClientSecret"] = TestSettings.ClientSecret,
                ["Unfurl:OAuth:RedirectUris:0"] = "https://www.notion.so/externalintegrationauthcallback",
            }
        );

    // Returns the redirect to the provider, which is not followed.
    private static async Task<Visit> ReachSignInAsync(UnfurlHost service)
    {
        using var browser = new TestBrowser
        {
            ForwardedFor = Office,
            StopsAt = address => address.AbsolutePath.StartsWith("/demo", StringComparison.Ordinal),
        };
        return await browser.OpenAsync(new Uri(service.Url, Authorize));
    }

    private static async Task<HttpStatusCode> GetAsync(HttpClient client, string path, string forwardedFor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Forwarded-For", forwardedFor);
        using var response = await client.SendAsync(request, Cancellation);
        return response.StatusCode;
    }
}
