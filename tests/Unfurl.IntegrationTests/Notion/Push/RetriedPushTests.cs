using Unfurl.Simulator;

namespace Unfurl.IntegrationTests.Notion.Push;

/// <summary>Which responses of Notion are worth another try (reference page "Status codes").</summary>
[OnEachDatabase]
public sealed class RetriedPushTests : HostedPushTests
{
    [Theory]
    [InlineData(408)]
    [InlineData(409)]
    [InlineData(425)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(529)]
    public async Task A_passing_failure_is_tried_again(int status)
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        Host.Notion.FailUpdates("ada", new NotionFault(status), new NotionFault(status));

        await Host.ChangeAsync("After");

        await Host.UntilAsync(() => Host.Title("ada") == "After", "Notion is told in the end");
        await Host.UntilIdleAsync();
        var pushes = Host.Pushes("ada");
        pushes.Select(push => push.Status).ShouldBe([status, status, 200]);
        (pushes[1].At - pushes[0].At).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(500));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(413)]
    [InlineData(422)]
    public async Task A_refusal_is_not_tried_again(int status)
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        Host.Notion.FailUpdates("ada", new NotionFault(status));

        await Host.ChangeAsync("After");

        await Host.UntilCountAsync(Rows.DeadLetteredPushes, 1);
        Host.Pushes("ada").Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("public_api_space_request_rate_limit")]
    [InlineData("a_reason_of_tomorrow")]
    public async Task A_rate_limit_passes(string reason)
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        Host.Notion.FailUpdates("ada", new NotionFault(429, Reason: reason));

        await Host.ChangeAsync("After");

        await Host.UntilAsync(() => Host.Title("ada") == "After", "Notion is told in the end");
    }

    [Fact]
    public async Task A_block_does_not_pass()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        Host.Notion.FailUpdates("ada", new NotionFault(429, Reason: "public_api_request_blocked"));

        await Host.ChangeAsync("After");

        await Host.UntilCountAsync(Rows.DeadLetteredPushes, 1);
        Host.Pushes("ada").Count.ShouldBe(1);
    }
}
