using System.Text;
using Microsoft.Extensions.Logging;
using Unfurl.IntegrationTests.Http.BadInput;

namespace Unfurl.IntegrationTests.Updates;

/// <summary>Deliveries that GitHub did not send are rejected clearly, logged with a code, and change nothing.</summary>
[OnEachDatabase]
public sealed class HostileDeliveryTests : WebhookTests
{
    private const string Marker = "marker";

    private static readonly GitHubDelivery Closed = Delivery("pull_request", "synchronize");

    private static readonly Dictionary<string, (GitHubDelivery Delivery, int Status, string Reason)> Wrong = new()
    {
        ["unsigned"] = (Closed with { Signature = null }, 401, "signature_missing"),
        ["signed with another secret"] = (
            Closed with
            {
                Signature = GitHubDelivery.Sign(Marker, Closed.Body.Span),
            },
            401,
            "signature_wrong"
        ),
        ["signed by nobody"] = (Closed with { Signature = Marker }, 401, "signature_wrong"),
        ["another body than was signed"] = (
            Closed with
            {
                Body = Encoding.UTF8.GetBytes("{\"marker\":1}"),
            },
            401,
            "signature_wrong"
        ),
        ["cut off on the way"] = (Closed with { Body = Closed.Body[..^1] }, 401, "signature_wrong"),
        ["signed after it was cut off"] = (
            new GitHubDelivery("pull_request", Closed.Body[..^1]),
            400,
            "webhook_malformed"
        ),
        ["not JSON"] = (new GitHubDelivery("pull_request", "<marker/>"), 400, "webhook_malformed"),
        ["no object"] = (new GitHubDelivery("pull_request", "[\"marker\"]"), 400, "webhook_malformed"),
        ["nothing"] = (new GitHubDelivery("pull_request", ""), 400, "webhook_malformed"),
        ["another shape"] = (
            new GitHubDelivery("pull_request", "{\"repository\":{\"id\":\"marker\"}}"),
            400,
            "webhook_malformed"
        ),
        ["deep"] = (new GitHubDelivery("push", new string('[', 100_000)), 400, "webhook_malformed"),
        ["not UTF-8"] = (new GitHubDelivery("push", new byte[] { 0x22, 0xFF, 0x22 }), 400, "webhook_malformed"),
        ["without an id"] = (Closed with { Id = null }, 400, "webhook_malformed"),
        ["without a media type"] = (Closed with { ContentType = null }, 400, "webhook_malformed"),
        ["text"] = (Closed with { ContentType = "text/marker" }, 415, "media_type_unsupported"),
        ["a form without a payload"] = (
            new GitHubDelivery("push", "marker=1") with
            {
                ContentType = "application/x-www-form-urlencoded",
            },
            400,
            "webhook_malformed"
        ),
    };

    [Fact]
    public async Task An_invalid_delivery_is_rejected_and_changes_nothing()
    {
        foreach (var (what, (delivery, status, reason)) in Wrong)
            await RejectedAsync(delivery, status, reason, what: what);

        await SendAcceptedAsync(Closed);
        (await QueuedAsync()).ShouldBe(["resource repo:186853002#2 expire 1"]);
    }

    [Fact]
    public async Task More_than_25_MB_are_too_many_with_and_without_their_length()
    {
        var before = await Database.RowCountsAsync();
        foreach (var isKnown in new[] { true, false })
        {
            await using var connection = await RawConnection.OpenAsync(Service.Url);
            await connection.WriteAsync(
                $"POST {GitHubSender.Path} HTTP/1.1\r\nHost: unfurl\r\nContent-Type: application/json\r\n"
                    + (isKnown ? "Content-Length: 26214401\r\n\r\n" : "Transfer-Encoding: chunked\r\n\r\n")
            );
            // The last chunk exceeds the limit by one byte and is rejected without waiting for more.
            var chunk = new byte[1024 * 1024];
            for (var i = 0; i < 25 && !isKnown; i++)
            {
                await connection.WriteAsync($"{chunk.Length:x}\r\n");
                await connection.WriteAsync(chunk);
                await connection.WriteAsync("\r\n");
            }
            if (!isKnown)
                await connection.WriteAsync("1\r\na\r\n");

            (await connection.ReadStatusAsync()).ShouldBe(413);
        }

        Reasons().ShouldBe(["body_too_large", "body_too_large"]);
        (await Database.RowCountsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task An_incomplete_or_malformed_body_is_rejected()
    {
        await using var connection = await RawConnection.OpenAsync(Service.Url);

        var response = await connection.SendAsync(
            $"POST {GitHubSender.Path} HTTP/1.1\r\nHost: unfurl\r\nContent-Type: application/json\r\nConnection: close\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n6\r\nmarker\r\nmarker\r\n"
        );

        response.Statuses.ShouldBe([400]);
        Reasons().ShouldBe(["body_broken_off"]);
    }

    [Fact]
    public async Task An_endless_body_times_out()
    {
        await using var connection = await RawConnection.OpenAsync(Service.Url);
        await connection.WriteAsync(
            $"POST {GitHubSender.Path} HTTP/1.1\r\nHost: unfurl\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\nmarker"
        );

        var status = connection.ReadStatusAsync();
        await Eventually.TrueAsync(
            () =>
            {
                Clock.Advance(TimeSpan.FromSeconds(10));
                return status.IsCompleted;
            },
            "the body is given up"
        );

        (await status).ShouldBe(408);
        Reasons().ShouldBe(["body_broken_off"]);
    }

    [Fact]
    public Task A_delivery_for_an_unknown_provider_is_404() =>
        RejectedAsync(Closed, 404, "webhook_provider_unknown", "/webhooks/nobody");

    private async Task RejectedAsync(
        GitHubDelivery delivery,
        int status,
        string reason,
        string path = GitHubSender.Path,
        string what = ""
    )
    {
        var before = await Database.RowCountsAsync();
        var reasons = Reasons();

        var response = await SendAsync(delivery, path);

        response.Status.ShouldBe((HttpStatusCode)status, $"{what}: {response.Body}");
        response.MediaType.ShouldBe("application/problem+json", what);
        response["detail"].Length.ShouldBeGreaterThan(20, what);
        response.Body.ShouldNotContain(Marker);
        response.Body.ShouldNotContain(GitHubDelivery.Secret);
        (await Database.RowCountsAsync()).ShouldBe(before, what);
        Reasons().ShouldBe([.. reasons, reason], what);
    }

    private List<string?> Reasons()
    {
        var lines = Service.Logs.Lines.Where(line => line.Reason is not null).ToList();
        lines.ShouldAllBe(line => line.Level == LogLevel.Information && !line.Text.Contains(Marker));
        return [.. lines.Select(line => line.Reason)];
    }
}
