using System.Net.Http.Headers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Unfurl.IntegrationTests.Hosting;

public sealed class HeadersTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_endpoint_sends_safe_headers_and_no_server_error()
    {
        await using var service = UnfurlHost.Start(Some.MinimalProductionSettings(), "Production");
        using var client = service.CreateClient();
        var targets = Targets(service);

        targets.Count.ShouldBeGreaterThan(15);
        foreach (var (method, path) in targets)
        {
            foreach (var accept in new[] { "text/html", "application/json" })
            {
                using var request = new HttpRequestMessage(method, path);
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
                using var response = await client.SendAsync(request, Cancellation);
                ((int)response.StatusCode).ShouldBeLessThan(500, $"{method} {path}");
                ShouldBeSafe(response, $"{method} {path}");
            }
        }
    }

    [Fact]
    public async Task Pages_errors_and_redirects_forbid_storing()
    {
        await using var service = UnfurlHost.Start(Some.MinimalProductionSettings(), "Production");
        using var client = service.CreateClient();
        var wrong =
            "/notion/authorize?client_id=notion&redirect_uri=https://www.notion.so/externalintegrationauthcallback";
        string[] paths =
        [
            "/consent",
            "/error",
            "/connections",
            "/notion/authorize",
            wrong,
            "/signin/nobody",
            "/nowhere",
        ];

        foreach (var path in paths)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Accept.ParseAdd("text/html");
            using var response = await client.SendAsync(request, Cancellation);
            response.Headers.CacheControl.ShouldNotBeNull(path).NoStore.ShouldBeTrue(path);
        }
    }

    private static void ShouldBeSafe(HttpResponseMessage response, string what)
    {
        var policy = Header(response, "Content-Security-Policy");
        policy.ShouldContain("default-src 'none'", customMessage: what);
        policy.ShouldContain("frame-ancestors 'none'", customMessage: what);
        policy.ShouldContain("base-uri 'none'", customMessage: what);
        policy.ShouldNotContain("unsafe-eval", customMessage: what);
        policy.Split(';').First(part => part.Contains("script-src")).ShouldBe(" script-src 'self'", what);
        Header(response, "X-Frame-Options").ShouldBe("DENY", what);
        Header(response, "X-Content-Type-Options").ShouldBe("nosniff", what);
        Header(response, "Referrer-Policy").ShouldBe("no-referrer", what);
        response.Headers.Contains("Server").ShouldBeFalse(what);
        response.Headers.Contains("X-Powered-By").ShouldBeFalse(what);
    }

    private static string Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : "";

    // Every route with each of its methods, and unknown paths.
    private static List<(HttpMethod Method, string Path)> Targets(UnfurlHost service) =>
        [
            .. service
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .SelectMany(endpoint =>
                    (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"]).Select(
                        method => (new HttpMethod(method), PathOf(endpoint.RoutePattern.RawText ?? ""))
                    )
                )
                .Distinct(),
            (HttpMethod.Get, "/docs/index.html"),
            (HttpMethod.Get, "/site.css"),
            (HttpMethod.Get, "/nowhere"),
            (HttpMethod.Put, "/unfurl"),
            (HttpMethod.Delete, "/"),
        ];

    private static string PathOf(string pattern) =>
        "/" + pattern.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal).Trim('/');
}
