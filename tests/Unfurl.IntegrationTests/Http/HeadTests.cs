using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Unfurl.IntegrationTests.Hosting;

namespace Unfurl.IntegrationTests.Http;

/// <summary>RFC 9110 §9.3.2: HEAD is answered as GET is, without the body.</summary>
public sealed class HeadTests(SharedTestHost shared) : IClassFixture<SharedTestHost>
{
    // These change something, though browsers ask for them with GET.
    private static readonly string[] WithoutHead = ["/notion/authorize", "/notion/connect", "/signin/{provider}"];

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/icons/acme/item.png")]
    [InlineData("/icons/acme/nothing.png")]
    [InlineData("/icons/nobody/item.png")]
    [InlineData("/openapi.yaml")]
    [InlineData("/site.css")]
    [InlineData("/favicon.ico")]
    [InlineData("/docs")]
    [InlineData("/docs/index.html")]
    [InlineData("/docs/swagger-ui.css")]
    [InlineData("/")]
    [InlineData("/lab")]
    [InlineData("/setup")]
    [InlineData("/connections")]
    [InlineData("/consent")]
    [InlineData("/nowhere")]
    public async Task Head_is_answered_as_get_is_without_the_body(string path)
    {
        using var client = shared.Host.Service.CreateClient();

        var (status, headers, body) = await SendAsync(client, HttpMethod.Head, path);
        var get = await SendAsync(client, HttpMethod.Get, path);

        body.ShouldBeEmpty();
        status.ShouldBe(get.Status);
        headers.ShouldBe(get.Headers);
    }

    [Fact]
    public async Task Every_get_that_changes_nothing_takes_head()
    {
        await using var service = UnfurlHost.Start(Some.MinimalProductionSettings(), "Production");
        var endpoints = service.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints);

        var withoutHead = endpoints
            .OfType<RouteEndpoint>()
            .Where(endpoint =>
                endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods
                && methods.Contains("GET")
                && !methods.Contains("HEAD")
            )
            .Select(endpoint => endpoint.RoutePattern.RawText);

        withoutHead.Order().ShouldBe(WithoutHead);
    }

    [Fact]
    public async Task The_pages_of_the_demo_take_head()
    {
        await using var service = UnfurlHost.Start([]);
        using var client = service.CreateClient();

        foreach (var path in new[] { "/demo", "/demo/signin", "/demo/items/1", "/demo/media/site.css" })
        {
            var (status, _, body) = await SendAsync(client, HttpMethod.Head, path);

            status.ShouldBe((await SendAsync(client, HttpMethod.Get, path)).Status, path);
            body.ShouldBeEmpty(path);
        }
    }

    [Fact]
    public async Task Head_starts_neither_an_authorization_nor_a_sign_in()
    {
        using var client = shared.Host.Service.CreateClient();
        var before = await shared.Host.Database.RowCountsAsync();
        var authorize =
            $"/notion/authorize?client_id={TestSettings.ClientId}&response_type=code&state=s&redirect_uri="
            + Uri.EscapeDataString(new NotionCalls(shared.Host).RedirectUri);

        foreach (var path in new[] { authorize, "/signin/acme" })
        {
            var (status, headers, _) = await SendAsync(client, HttpMethod.Head, path);

            status.ShouldBe(HttpStatusCode.MethodNotAllowed, path);
            headers.ShouldContain("Allow: GET");
            headers.ShouldNotContain(header => header.StartsWith("Set-Cookie"));
        }
        (await shared.Host.Database.RowCountsAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    [InlineData("POST")]
    [InlineData("PUT")]
    public async Task Only_get_completes_a_sign_in(string method)
    {
        using var ada = new NotionUser(shared.Host, "ada");
        using var other = shared.Host.Service.CreateClient();
        Uri? callback = null;
        ada.Browser.StopsAt = target =>
            target.AbsolutePath == "/signin/acme/callback" && (callback = target) is not null;
        await ada.SignInAsync(await ada.Browser.OpenAsync(new Uri(shared.Host.Service.Url, "/signin/acme")));

        using var request = new HttpRequestMessage(new HttpMethod(method), callback.ShouldNotBeNull());
        request.Headers.Add(
            "Cookie",
            string.Join("; ", ada.Browser.Cookies.Select(pair => $"{pair.Key}={pair.Value}"))
        );
        using var response = await other.SendAsync(request, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        response.Content.Headers.Allow.ShouldBe(["GET"]);
        response.Headers.Contains("Set-Cookie").ShouldBeFalse();
        (await ada.Browser.OpenAsync(callback)).Text.ShouldContain("Sign out");
    }

    private static async Task<(HttpStatusCode Status, IReadOnlyList<string> Headers, string Body)> SendAsync(
        HttpClient client,
        HttpMethod method,
        string path
    )
    {
        using var request = new HttpRequestMessage(method, path);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        // The first visit of a browser gets a cookie, and pages a nonce: random both.
        var headers = response
            .Headers.Concat(response.Content.Headers)
            .Where(header =>
                header.Key is not ("Date" or "Transfer-Encoding" or "Content-Length" or "Content-Security-Policy")
            )
            .Select(header => $"{header.Key}: {(header.Key == "Set-Cookie" ? "" : string.Join(", ", header.Value))}");
        return (
            response.StatusCode,
            [.. headers.Order()],
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
    }
}
