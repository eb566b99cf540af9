using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Unfurl.IntegrationTests.Http.BadInput;
using Unfurl.Server.Updates;

namespace Unfurl.IntegrationTests.Updates;

public sealed class WebhookConfigurationTests : IAsyncLifetime
{
    private const int OneMegabyte = 1024 * 1024;

    private TestDatabase _database = null!;

    private static readonly GitHubDelivery Closed = GitHubExamples.Of("pull_request", "synchronize").Delivery;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Without_a_secret_every_delivery_is_rejected()
    {
        await using var service = Start();
        using var github = new GitHubSender(service, _database);
        var before = await _database.RowCountsAsync();

        foreach (var secret in new[] { GitHubDelivery.Secret, "", "secret" })
        {
            var signed = Closed with { Signature = GitHubDelivery.Sign(secret, Closed.Body.Span) };
            var response = await github.SendAsync(signed);

            response.Status.ShouldBe(HttpStatusCode.Forbidden);
            response["detail"].ShouldContain("Unfurl:Providers:github:WebhookSecret");
        }
        (await _database.RowCountsAsync()).ShouldBe(before);
        service.Logs.Lines.Select(line => line.Reason).Last().ShouldBe("webhook_secret_missing");
    }

    [Fact]
    public async Task An_instance_whose_adapter_has_no_webhooks_is_404()
    {
        await using var service = Start(
            TestSettings.WebhookSecret,
            new("Unfurl:Providers:wiki:Type", "WebPage"),
            new("Unfurl:Providers:wiki:Host", "wiki.acme.example")
        );
        using var github = new GitHubSender(service, _database);

        var response = await github.SendAsync(Closed, "/webhooks/wiki");

        response.Status.ShouldBe(HttpStatusCode.NotFound);
        response["detail"].ShouldContain("wiki");
        service.Logs.Lines.Select(line => line.Reason).Last().ShouldBe("webhook_not_taken");
    }

    [Fact]
    public async Task Each_instance_has_its_own_secret()
    {
        await using var service = Start(
            TestSettings.WebhookSecret,
            new("Unfurl:Providers:ghes:Type", "GitHub"),
            new("Unfurl:Providers:ghes:Host", "github.acme.example"),
            new("Unfurl:Providers:ghes:ClientId", "id"),
            new("Unfurl:Providers:ghes:ClientSecret", "secret"),
            new("Unfurl:Providers:ghes:WebhookSecret", "another-secret")
        );
        using var github = new GitHubSender(service, _database);

        (await github.SendAsync(Closed, "/webhooks/ghes")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        var ofOther = Closed with { Signature = GitHubDelivery.Sign("another-secret", Closed.Body.Span) };
        (await github.SendAsync(ofOther, "/webhooks/ghes")).Status.ShouldBe(HttpStatusCode.Accepted);
        // Both instances may send the same id.
        (await github.SendAsync(Closed)).Status.ShouldBe(HttpStatusCode.Accepted);

        (await _database.RefreshedProvidersAsync()).ShouldBe(["ghes", "github"]);
    }

    [Fact]
    public async Task Deliveries_are_counted_by_outcome()
    {
        await using var service = Start(TestSettings.WebhookSecret);
        using var github = new GitHubSender(service, _database);
        var counted = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, it) =>
        {
            // Other tests run services in parallel.
            if (
                instrument.Meter.Name == UpdateMetrics.MeterName
                && ReferenceEquals(instrument.Meter.Scope, service.Services.GetRequiredService<IMeterFactory>())
            )
                it.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>(
            (instrument, value, tags, _) =>
            {
                var words = tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}");
                counted.Add($"{instrument.Name} {value} {string.Join(' ', words)}");
            }
        );
        listener.Start();

        await github.SendAsync(Closed);
        await github.SendAsync(Closed);
        await github.SendAsync(new GitHubDelivery("an_event_of_tomorrow", "{}"));
        await github.SendAsync(Closed with { Signature = null });

        counted.ShouldBe([
            "unfurl.webhooks.deliveries 1 provider=github event=pull_request outcome=taken",
            "unfurl.webhooks.deliveries 1 provider=github event=pull_request outcome=repeated",
            "unfurl.webhooks.deliveries 1 provider=github event=other outcome=ignored",
            "unfurl.webhooks.deliveries 1 provider=github event=unread outcome=signature_missing",
        ]);
    }

    [Fact]
    public async Task Concurrent_large_deliveries_are_limited_and_small_ones_are_not()
    {
        await using var service = Start(TestSettings.WebhookSecret);
        service.ExpectServerErrors();
        using var github = new GitHubSender(service, _database);
        var connections = new List<RawConnection>();
        try
        {
            for (var i = 0; i < 5; i++)
            {
                connections.Add(await RawConnection.OpenAsync(service.Url));
                await connections[^1]
                    .WriteAsync(
                        $"POST {GitHubSender.Path} HTTP/1.1\r\nHost: unfurl\r\nContent-Type: application/json\r\nContent-Length: {2 * OneMegabyte}\r\n\r\n"
                    );
                await connections[^1].WriteAsync(new byte[OneMegabyte + 1]);
            }
            var first = await Task.WhenAny(connections.Select(it => it.ReadStatusAsync()));

            (await first).ShouldBe(503);
            await github.SendAcceptedAsync(Closed);
        }
        finally
        {
            foreach (var connection in connections)
                await connection.DisposeAsync();
        }
        await Eventually.TrueAsync(
            async () => (await github.SendAsync(Large())).Status == HttpStatusCode.Accepted,
            "there is room again once the others are gone"
        );
    }

    private static GitHubDelivery Large() => new("ping", $"{{\"zen\":\"{new string('a', OneMegabyte)}\"}}");

    private UnfurlHost Start(params IEnumerable<KeyValuePair<string, string?>> more) =>
        UnfurlHost.Start(
            [
                .. TestSettings.Acme(new Uri("http://127.0.0.1:9")),
                new("Unfurl:Providers:github:Type", "GitHub"),
                new("Unfurl:Providers:github:Host", "github.com"),
                new("Unfurl:Providers:github:ClientId", "id"),
                new("Unfurl:Providers:github:ClientSecret", "secret"),
                _database.Setting,
                .. more,
            ],
            services: UpdateWorkers.Remove
        );
}
