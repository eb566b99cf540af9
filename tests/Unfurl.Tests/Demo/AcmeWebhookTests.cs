using System.Net;
using System.Security.Cryptography;
using System.Text;
using Unfurl.Demo;
using Unfurl.Demo.Site;

namespace Unfurl.Tests.Demo;

public sealed class AcmeWebhookTests
{
    private const string Key = "secret of the webhooks";
    private const string Item = """{"event":"changed","type":"item","id":"1001"}""";

    private static readonly AcmeWebhooks Webhooks = new(new Secret(Key));

    [Fact]
    public void A_signed_delivery_names_the_resource_of_the_card()
    {
        var reading = Read(Item).ShouldBeOfType<WebhookReading.Changed>();

        reading.DeliveryId.ShouldBe("d1");
        reading.Event.ShouldBe("changed");
        reading.Refresh.ShouldBe([new Resource("item:1001")]);
        reading.Purge.ShouldBeEmpty();
    }

    [Fact]
    public void What_was_hidden_is_purged() =>
        Read(Item.Replace("changed", "hidden", StringComparison.Ordinal))
            .ShouldBeOfType<WebhookReading.Changed>()
            .Purge.ShouldBe([new Resource("item:1001")]);

    [Fact]
    public void Without_a_signature_or_with_a_wrong_one_nothing_is_read()
    {
        Read(Item, signature: null).ShouldBe(new WebhookReading.NoSignature("X-Acme-Signature"));
        foreach (var wrong in new[] { "sha256=", "x", Sign(Item, "another"), Sign(Item)["sha256=".Length..] })
            Read(Item, wrong).ShouldBe(new WebhookReading.BadSignature());
        new AcmeWebhooks(null).HasSecret.ShouldBeFalse();
        Read(Item, Sign(Item), webhooks: new AcmeWebhooks(null)).ShouldBe(new WebhookReading.BadSignature());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"event":"changed","type":"item"}""")]
    [InlineData("""{"event":"changed","type":null,"id":"1"}""")]
    [InlineData("""{"event":"changed","type":"castle","id":"1"}""")]
    [InlineData("""{"event":"changed","type":"item","id":""}""")]
    public void What_is_no_delivery_of_Acme_s_is_malformed(string body) =>
        Read(body).ShouldBeOfType<WebhookReading.Malformed>();

    [Fact]
    public void An_event_of_tomorrow_is_ignored() =>
        Read("""{"event":"painted","type":"item","id":"1"}""").ShouldBe(new WebhookReading.Ignored("other"));

    [Fact]
    public async Task The_site_tells_of_each_change_with_what_the_adapter_reads()
    {
        var site = new AcmeSite(
            new AcmeSiteOptions
            {
                WebhookUrl = new Uri("https://unfurl.test/webhooks/acme"),
                WebhookSecret = new Secret(Key),
            },
            TimeProvider.System
        );
        using var sent = new Sent();
        using var http = new HttpClient(sent);
        using var stop = new CancellationTokenSource();

        site.Change<AcmeItem>("/items/1", item => item with { Status = "Done" });
        site.Change<AcmeBoard>("/boards/checkout", board => board with { VisibleTo = ["ada"] });
        var sending = site.Deliveries.SendAsync(http, stop.Token);
        var readings = new List<WebhookReading>();
        for (var i = 0; i < 2; i++)
            readings.Add(Webhooks.Read(await sent.Deliveries.Reader.ReadAsync(TestContext.Current.CancellationToken)));
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(sending);

        readings[0].ShouldBeOfType<WebhookReading.Changed>().Refresh.ShouldBe([new Resource("item:1001")]);
        readings[1].ShouldBeOfType<WebhookReading.Changed>().Purge.ShouldBe([new Resource("board:b-1")]);
    }

    private static WebhookReading Read(string body) => Read(body, Sign(body));

    private static WebhookReading Read(string body, string? signature, AcmeWebhooks? webhooks = null)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["X-Acme-Delivery"] = "d1" };
        if (signature is not null)
            headers["x-acme-signature"] = signature;
        return (webhooks ?? Webhooks).Read(new WebhookDelivery(headers, Encoding.UTF8.GetBytes(body)));
    }

    private static string Sign(string body, string key = Key) =>
        $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(body)))}";

    private sealed class Sent : HttpMessageHandler
    {
        public System.Threading.Channels.Channel<WebhookDelivery> Deliveries { get; } =
            System.Threading.Channels.Channel.CreateUnbounded<WebhookDelivery>();

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var headers = request.Headers.ToDictionary(
                header => header.Key,
                header => string.Join(',', header.Value),
                StringComparer.OrdinalIgnoreCase
            );
            var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            Deliveries.Writer.TryWrite(new WebhookDelivery(headers, body));
            return new HttpResponseMessage(HttpStatusCode.Accepted);
        }
    }
}
