using Unfurl.IntegrationTests.Notion.Push;
using Unfurl.Testing.Databases;
using Unfurl.Testing.GitHub;
using Unfurl.Testing.Redis;

namespace Unfurl.IntegrationTests.Updates;

/// <summary>A change is pushed while Redis is away, and its refresh is done only when the other replicas can know of it.</summary>
public sealed class UntoldRefreshTests : HostedPushTests
{
    private readonly int _port = Ports.Free();

    protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
        [new("ConnectionStrings:Redis", $"127.0.0.1:{_port}")];

    [Fact]
    public async Task A_refresh_is_repeated_until_Redis_has_what_is_outdated()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);

        await Host.ChangeAsync("After");
        await Host.UntilAsync(() => Host.Title("ada") == "After", "the change is shown");
        await Host.UntilCountAsync(Rows.RetriedRefreshes, 1);
        await using var redis = await RedisServer.StartAsync(_port);

        await Host.UntilIdleAsync();
        (await redis.CommandAsync("EXISTS unfurl:2:log")).ShouldBe(":1");
        Host.Pushes("ada").Count.ShouldBe(1);
    }
}
