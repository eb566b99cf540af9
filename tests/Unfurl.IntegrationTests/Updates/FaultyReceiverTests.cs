using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using Unfurl.Server.Providers;

namespace Unfurl.IntegrationTests.Updates;

/// <summary>A faulty receiver has no effect, and the log has no text of the delivery.</summary>
public sealed class FaultyReceiverTests
{
    private const string Marker = "marker";

    [Fact]
    public Task A_receiver_that_throws() => HasNoEffectAsync(_ => throw new FormatException(Marker));

    [Fact]
    public Task A_receiver_without_a_reading() => HasNoEffectAsync(_ => null!);

    private static async Task HasNoEffectAsync(Func<WebhookDelivery, WebhookReading> read)
    {
        await using var database = await TestDatabase.CreateAsync();
        var adapter = new TestAdapter { Webhooks = new Receiver(read) };
        await using var service = UnfurlHost.Start(
            [database.Setting],
            services: services =>
                services.Replace(
                    ServiceDescriptor.Singleton(_ => new ProviderRegistry([
                        TestAdapter.Instance("github", "github.com", adapter),
                    ]))
                )
        );
        service.ExpectServerErrors();
        using var github = new GitHubSender(service, database);
        var before = await database.RowCountsAsync();

        var response = await github.SendAsync(new GitHubDelivery("push", $"{{\"{Marker}\":1}}"));

        response.Status.ShouldBe(HttpStatusCode.InternalServerError);
        response.MediaType.ShouldBe("application/problem+json");
        (await database.RowCountsAsync()).ShouldBe(before);
        service.Logs.Lines.Where(line => line.Reason == "adapter_failed").ShouldHaveSingleItem();
        (response.Body + service.Logs).ShouldNotContain(Marker);
    }

    private sealed class Receiver(Func<WebhookDelivery, WebhookReading> read) : IWebhookReceiver
    {
        public string SecretSetting => "WebhookSecret";

        public bool HasSecret => true;

        public WebhookReading Read(WebhookDelivery delivery) => read(delivery);
    }
}
