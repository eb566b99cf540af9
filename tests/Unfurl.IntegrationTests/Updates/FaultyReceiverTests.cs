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
        var adapter = new Adapter(new Receiver(read));
        await using var service = UnfurlHost.Start(
            [database.Setting],
            services: services =>
                services.Replace(
                    ServiceDescriptor.Singleton(provider =>
                    {
                        var time = provider.GetRequiredService<TimeProvider>();
                        var http = new HttpClient();
                        return new ProviderRegistry([
                            new ProviderInstance("github", "github.com", "Faulty", adapter, http, time),
                        ]);
                    })
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

    private sealed class Adapter(IWebhookReceiver webhooks) : IProviderAdapter
    {
        public IReadOnlyList<LinkPattern> Patterns => [];

        public IReadOnlyList<Uri> Origins => [];

        public OAuthSignIn SignIn { get; } =
            new()
            {
                AuthorizationEndpoint = new Uri("https://github.com/authorize"),
                TokenEndpoint = new Uri("https://github.com/token"),
                ClientId = "id",
                ClientSecret = new Secret("secret"),
            };

        public IWebhookReceiver Webhooks => webhooks;

        public string KeyOf(LinkMatch match) => throw new NotSupportedException();

        public Task<Resolution> ResolveAsync(LinkMatch match, ProviderCall call, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<ProviderIdentity?> IdentifyAsync(ProviderCall call, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
