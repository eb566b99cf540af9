using Unfurl.Server.Previews;
using Unfurl.Testing.Previews;
using Unfurl.Testing.Redis;

namespace Unfurl.IntegrationTests.Previews;

/// <summary>Replicas whose Redis knows them by name and allows only what docs/cache.md lists.</summary>
public sealed class RedisUserTests
{
    private const string Allowed = "~unfurl:* &unfurl:* +@all -@dangerous +info";

    [Theory]
    [InlineData("unfurl", "secret")]
    [InlineData("unfurl", "with=equals")]
    [InlineData("un-furl.1", "söcret#!")]
    public async Task A_named_user_shares_a_copy_and_its_end(string user, string password)
    {
        await using var redis = await RedisServer.StartAsync();
        await redis.CommandAsync($"ACL SETUSER {user} on >{password} {Allowed}");
        await redis.CommandAsync("ACL SETUSER default off");
        var connection = $"{redis.ConnectionString},user={user},password={password}";
        var clock = new TestClock();
        await using var one = await Replica.StartAsync(connection, clock);
        await using var two = await Replica.StartAsync(connection, clock);

        await one.AskAsync("ada", Answers.Private("v1"));
        await Eventually.TrueAsync(one.HasSentAllAsync, "the copy is stored");
        var shared = await two.AskWithoutProviderAsync("ada");
        _ = two.Invalidator.PurgeAsync(InvalidationTag.OfAccount("ada"));
        await Eventually.TrueAsync(
            async () => (await one.AskAsync("ada", Answers.Hidden)).Text() == "404",
            "the copy ends"
        );

        (shared.Text(), shared.Source).ShouldBe(("v1", CacheSource.Shared));
    }
}
