using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Unfurl.IntegrationTests.Notion.Push;
using Unfurl.Server.Updates;
using Unfurl.Simulator;

namespace Unfurl.IntegrationTests.Updates;

[OnEachDatabase]
public sealed class UpdateSignalsTests : HostedPushTests
{
    [Fact]
    public async Task One_trace_leads_from_the_webhook_to_Notion()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        using var delivery = new Activity("delivery").Start();
        using var seen = new RecordedActivities(
            delivery.TraceId,
            UpdateActivities.SourceName,
            RecordedActivities.Requests
        );

        await Host.ChangeAsync("After");
        await Host.UntilIdleAsync();

        await Eventually.TrueAsync(() => seen.Of("push").Count == 1, "the push is told of");
        var (refresh, push) = (seen.Of("refresh").Single(), seen.Of("push").Single());
        seen.Of("Microsoft.AspNetCore.Hosting.HttpRequestIn").ShouldContain(request => request.Id == refresh.ParentId);
        push.ParentId.ShouldBe(refresh.Id);
        push.GetTagItem("outcome").ShouldBe("accepted");
    }

    [Fact]
    public async Task Deliveries_refreshes_and_pushes_are_counted()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        using var metrics = Metrics();
        Host.Notion.FailUpdates("ada", new NotionFault(500));

        await Host.ChangeAsync("After");
        await Host.UntilIdleAsync();

        metrics.Of("unfurl.webhooks.deliveries").ShouldBe([("github", 1.0)]);
        metrics.Of("unfurl.refreshes.duration").Select(one => one.Tag).ShouldBe(["github"]);
        await Eventually.TrueAsync(() => metrics.Of("unfurl.pushes.age").Count == 2, "both calls are counted");
        metrics.Of("unfurl.pushes.age").Select(one => one.Tag).ShouldBe(["unavailable", "accepted"]);
    }

    [Fact]
    public async Task The_queue_age_is_measured()
    {
        using var metrics = Metrics();
        metrics.Observe("unfurl.pushes.queue_age").ShouldBe(0);
        metrics.Observe("unfurl.refreshes.queue_age").ShouldBe(0);
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        Host.Notion.FailUpdates("ada", new NotionFault(429, TimeSpan.FromHours(3)));
        await Host.ChangeAsync("First");
        await Host.UntilCountAsync(Rows.PushesWith("rate_limited"), 1);
        await Host.ConnectAsync("cleo", GitHubUsers.Octocat);
        await Host.ChangeAsync("Second");
        await Host.UntilCountAsync(Rows.PushesWithoutProblem, 1);

        Host.Clock.Advance(TimeSpan.FromHours(1));

        await Eventually.TrueAsync(
            () => metrics.Observe("unfurl.pushes.queue_age") is >= 3600 and < 7200,
            "it is measured"
        );
    }

    private RecordedMetrics Metrics() => new(Host.Host.Service.Services.GetRequiredService<IMeterFactory>());
}
