using Unfurl.Simulator;

namespace Unfurl.Tests.Simulator.Databases;

public sealed class LimitTests
{
    private const string Me = "/v1/users/me";

    [Fact]
    public async Task A_connection_has_a_number_of_requests_in_each_60_seconds()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        fixture.Connection.RequestsPerMinute = 3;
        await fixture.GetAsync(Me);
        fixture.Time.Advance(TimeSpan.FromSeconds(20.5));
        await fixture.GetAsync(Me);
        await fixture.GetAsync(Me);

        var refused = await fixture.GetAsync(Me);
        fixture.Time.Advance(TimeSpan.FromSeconds(20));
        var early = await fixture.GetAsync(Me);
        fixture.Time.Advance(TimeSpan.FromSeconds(20));
        var first = await fixture.GetAsync(Me);
        var second = await fixture.GetAsync(Me);

        ShouldBeLimited(refused, "public_api_request_rate_limit", 40);
        ShouldBeLimited(early, "public_api_request_rate_limit", 20);
        first.ShouldBeOk();
        ShouldBeLimited(second, "public_api_request_rate_limit", 20);
        fixture.Connection.RequestCount.ShouldBe(7);
        fixture.Connection.RateLimitedCount.ShouldBe(3);
        fixture.Connection.ImpatientCount.ShouldBe(1);
    }

    [Fact]
    public async Task A_workspace_has_a_limit_of_all_its_connections()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        fixture.Workspace.RequestsPerMinute = 2;
        fixture.Workspace.AddConnection("Other", new("ntn_other"));
        await fixture.SendAsync("GET", Me, token: "ntn_other");
        await fixture.GetAsync(Me);

        var refused = await fixture.GetAsync(Me);

        ShouldBeLimited(refused, "public_api_space_request_rate_limit", 60);
    }

    [Fact]
    public async Task An_endpoint_may_have_a_limit_of_its_own()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        fixture.Workspace.LimitEndpoint("POST /v1/data_sources/{data_source_id}/query", 1);
        var source = fixture.AddShared("Work");
        await fixture.QueryAsync(source);

        var refused = await fixture.QueryAsync(source);
        var other = await fixture.GetAsync(Me);

        ShouldBeLimited(refused, "public_api_endpoint_rate_limit", 60);
        other.ShouldBeOk();
    }

    [Fact]
    public async Task Injected_failures_are_returned_in_order_and_change_nothing()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var row = fixture.AddShared("Work").AddRow(fixture.Ada);
        fixture.Connection.Fail(
            new NotionFault(429, TimeSpan.FromMinutes(3), "public_api_request_blocked"),
            new NotionFault(529, TimeSpan.FromSeconds(5)),
            new NotionFault(409),
            new NotionFault(502)
        );

        var blocked = await fixture.WriteAsync(row, """{"Name":{"title":[{"text":{"content":"a"}}]}}""");
        var overloaded = await fixture.GetAsync(Me);
        var conflict = await fixture.GetAsync(Me);
        var gateway = await fixture.GetAsync(Me);
        var good = await fixture.GetAsync(Me);

        ShouldBeLimited(blocked, "public_api_request_blocked", 180);
        overloaded.ShouldBe(529, "service_overload");
        overloaded.RetryAfter.ShouldBe(TimeSpan.FromSeconds(5));
        conflict.ShouldBe(409, "conflict_error");
        gateway.ShouldBe(502, "bad_gateway");
        good.ShouldBeOk();
        row.Text("Name").ShouldBeNull();
    }

    [Fact]
    public async Task A_write_may_be_saved_though_it_is_answered_503()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var row = fixture.AddShared("Work").AddRow(fixture.Ada);
        fixture.Connection.FailWrites(
            new NotionFault(503) { AfterCommit = true },
            new NotionFault(503) { AfterCommit = true }
        );

        var read = await fixture.GetAsync($"/v1/pages/{row.Id}");
        var lost = await fixture.WriteAsync(row, """{"Name":{"title":[{"text":{"content":"a"}}]}}""");
        var wrong = await fixture.WriteAsync(row, """{"Missing":{"number":1}}""");

        read.ShouldBeOk();
        lost.ShouldBe(503, "service_unavailable");
        ((string?)lost.Json["additional_data"]!["retry_guidance"]).ShouldNotBeNullOrEmpty();
        row.Text("Name").ShouldBe("a");
        fixture.All.Writes.Count.ShouldBe(1);
        wrong.ShouldBe(400, "validation_error");
    }

    [Fact]
    public async Task What_stands_before_the_API_answers_with_a_page()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        fixture.Connection.Fail(new NotionFault(403) { IsHtml = true });

        var answer = await fixture.GetAsync(Me);

        answer.Status.ShouldBe(403);
        answer.Code.ShouldBeNull();
        answer.RequestId.ShouldBeNull();
    }

    [Fact]
    public async Task A_connection_may_be_reset_or_left_without_an_answer()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        fixture.Connection.Fail(NotionFault.ConnectionReset, NotionFault.NoResponse);

        await Should.ThrowAsync<HttpRequestException>(() => fixture.GetAsync(Me));
        using var patience = new CancellationTokenSource();
        var unanswered = fixture.SendAsync("GET", Me, cancellationToken: patience.Token);
        await fixture.All.WaitForAsync(
            () => fixture.Connection.Calls.Count == 2,
            TestContext.Current.CancellationToken
        );
        await patience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => unanswered);
        fixture.Connection.Calls.Select(it => it.Status).ShouldBe([null, null]);
    }

    private static void ShouldBeLimited(ApiAnswer answer, string reason, int seconds)
    {
        answer.ShouldBe(429, "rate_limited");
        answer.RetryAfter.ShouldBe(TimeSpan.FromSeconds(seconds));
        ((string?)answer.Json["additional_data"]!["rate_limit_reason"]).ShouldBe(reason);
        ((string?)answer.Json["additional_data"]!["retry_after"]).ShouldBe($"{seconds}");
    }
}
