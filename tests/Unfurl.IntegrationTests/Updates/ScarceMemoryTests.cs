using System.Text;
using Unfurl.IntegrationTests.Hosting;

namespace Unfurl.IntegrationTests.Updates;

/// <summary>Deliveries of almost 25 MB, in small containers.</summary>
public sealed class ScarceMemoryTests
{
    private const int Megabyte = 1024 * 1024;

    // For one at a time, with the reading of its JSON.
    private const int Enough = 320;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(96, 1, true)]
    [InlineData(96, 8, true)]
    [InlineData(96, 4, false)]
    [InlineData(Enough, 8, true)]
    public async Task A_delivery_that_does_not_fit_is_refused_for_now_and_never_an_error(
        int megabytes,
        int atOnce,
        bool isLengthTold
    )
    {
        await using var service = ServiceProcess.Start([
            .. Some.MinimalProductionSettings(),
            new("DOTNET_GCHeapHardLimit", $"0x{megabytes * Megabyte:x}"),
            new("Unfurl:Providers:github:Type", "GitHub"),
            new("Unfurl:Providers:github:Host", "github.com"),
            new("Unfurl:Providers:github:ClientId", "id"),
            new("Unfurl:Providers:github:ClientSecret", "secret"),
            TestSettings.WebhookSecret,
        ]);
        await service.WaitUntilListeningAsync();
        using var client = service.CreateClient();
        var large = new GitHubDelivery("ping", LargeBody());

        var statuses = await Task.WhenAll(
            Enumerable.Range(0, atOnce).Select(_ => SendAsync(client, large, isLengthTold))
        );

        statuses.ShouldBeSubsetOf([HttpStatusCode.Accepted, HttpStatusCode.ServiceUnavailable], service.Output);
        if (megabytes == Enough)
            statuses.ShouldContain(HttpStatusCode.Accepted, service.Output);
        (await SendAsync(client, new GitHubDelivery("ping", "{}"), isLengthTold)).ShouldBe(
            HttpStatusCode.Accepted,
            service.Output
        );
        service.Output.ShouldNotContain("OutOfMemoryException");
    }

    // A quarter of it is structure, as in a push of many commits.
    private static byte[] LargeBody()
    {
        var json = new StringBuilder("{\"commits\":[", 25 * Megabyte);
        while (json.Length < 24 * Megabyte)
            json.Append("{\"id\":\"").Append('a', 200).Append("\",\"files\":[\"a\",\"b\",\"c\",\"d\",\"e\"]},");
        return Encoding.UTF8.GetBytes(json.Append("{}]}").ToString());
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient client, GitHubDelivery delivery, bool isLengthTold)
    {
        using var request = delivery.ToRequest(GitHubSender.Path);
        request.Headers.TransferEncodingChunked = !isLengthTold;
        using var response = await client.SendAsync(request, Cancellation);
        return response.StatusCode;
    }
}
