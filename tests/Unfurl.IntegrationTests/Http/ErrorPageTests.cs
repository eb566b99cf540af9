using Unfurl.IntegrationTests.Hosting;

namespace Unfurl.IntegrationTests.Http;

public sealed class ErrorPageTests
{
    [Theory]
    [InlineData("Development", "text/html")]
    [InlineData("Development", "application/json")]
    [InlineData("Production", "text/html")]
    [InlineData("Production", "application/json")]
    public async Task An_unreadable_request_is_not_a_server_error(string environment, string accept)
    {
        await using var service = UnfurlHost.Start(Some.MinimalProductionSettings(), environment);
        using var client = service.CreateClient();
        client.DefaultRequestHeaders.Add("Accept", accept);

        using var response = await client.GetAsync("/signin/acme?add=xyz", TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(
            accept == "text/html" ? "text/html" : "application/problem+json"
        );
    }
}
