using Microsoft.Extensions.DependencyInjection;
using Unfurl.Server.Providers;

namespace Unfurl.IntegrationTests.Providers;

public sealed class IconTests
{
    [Fact]
    public async Task Every_icon_is_a_public_cacheable_image()
    {
        await using var service = UnfurlHost.Start([
            new("Unfurl:Providers:ghes:Type", "GitHub"),
            new("Unfurl:Providers:ghes:Host", "github.acme.example"),
            new("Unfurl:Providers:ghes:ClientId", "id"),
            new("Unfurl:Providers:ghes:ClientSecret", "secret"),
        ]);
        using var client = service.CreateClient();
        service.Services.GetRequiredService<ProviderRegistry>().TryGet("ghes", out var instance).ShouldBeTrue();

        instance!.Adapter.Icons.Count.ShouldBeGreaterThan(10);
        foreach (var (name, png) in instance.Adapter.Icons)
        {
            using var response = await client.GetAsync(
                $"/icons/ghes/{name}.png",
                TestContext.Current.CancellationToken
            );

            response.StatusCode.ShouldBe(HttpStatusCode.OK, name);
            response.Content.Headers.ContentType!.ToString().ShouldBe("image/png");
            (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBe(
                png.ToArray()
            );
            response.Headers.CacheControl.ShouldNotBeNull(name).ToString().ShouldBe("public, max-age=86400");
            response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            response.Headers.Contains("Set-Cookie").ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("/icons/nobody/commit.png")]
    [InlineData("/icons/acme/nothing.png")]
    [InlineData("/icons/acme/..%2Fcommit.png")]
    public async Task An_unknown_icon_is_not_found(string path)
    {
        await using var service = UnfurlHost.Start([]);
        using var client = service.CreateClient();

        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Headers.CacheControl?.Public.ShouldNotBe(true);
    }
}
