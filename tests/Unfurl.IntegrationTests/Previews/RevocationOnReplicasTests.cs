using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Unfurl.Server.Previews;

namespace Unfurl.IntegrationTests.Previews;

/// <summary>What ends on one replica ends on the others: with Redis they are told, without they look again after a second.</summary>
[OnPostgres]
public sealed class RevocationOnReplicasTests(RedisFixture redis) : IClassFixture<RedisFixture>
{
    private const string Link = "https://acme.example/items/3";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_disconnected_grant_is_refused_by_the_other_replica(bool hasRedis)
    {
        await using var world = await StartAsync(hasRedis);
        await using var replica = world.StartReplica();
        using var ada = new NotionUser(world, "ada");
        var token = (await ada.ConnectAsync()).AccessToken;
        var before = await UnfurlAsync(replica, token);

        await new NotionCalls(world).DeleteGrantAsync(new { access_token = token });
        await RefusedAsync(world, replica, token, hasRedis);

        before.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_replayed_code_s_tokens_are_refused_by_the_other_replica(bool hasRedis)
    {
        await using var world = await StartAsync(hasRedis);
        await using var replica = world.StartReplica();
        using var ada = new NotionUser(world, "ada");
        var (code, calls) = (await ada.GetCodeAsync(), new NotionCalls(world));
        var token = Tokens.From(await calls.RedeemAsync(code)).AccessToken;
        var before = await UnfurlAsync(replica, token);

        await calls.RedeemAsync(code);
        await RefusedAsync(world, replica, token, hasRedis);

        before.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task While_a_token_is_remembered_storage_is_not_asked_for_it()
    {
        await using var world = await new TestHostBuilder().WithAcme().WithNotion().StartAsync();
        using var ada = new NotionUser(world, "ada");
        var token = (await ada.ConnectAsync()).AccessToken;
        await UnfurlAsync(world.Service, token);

        await world.Database.ExecuteAsync("ALTER TABLE tokens RENAME TO tokens_that_are_away");

        (await UnfurlAsync(world.Service, token)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_disconnected_grant_stays_refused_when_the_news_of_it_is_forgotten()
    {
        await using var world = await new TestHostBuilder().WithAcme().WithNotion().StartAsync();
        using var ada = new NotionUser(world, "ada");
        var token = (await ada.ConnectAsync()).AccessToken;
        await UnfurlAsync(world.Service, token);

        await new NotionCalls(world).DeleteGrantAsync(new { access_token = token });
        var invalidations = world.Service.Services.GetRequiredService<Invalidations>();
        await Eventually.TrueAsync(
            () =>
            {
                world.Clock.Advance(TimeSpan.FromMinutes(1));
                return invalidations.Count == 0;
            },
            "the news is forgotten"
        );

        (await UnfurlAsync(world.Service, token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_revocation_that_a_replica_died_before_publishing_takes_effect_within_a_minute()
    {
        await using var world = await StartAsync(hasRedis: true);
        using var ada = new NotionUser(world, "ada");
        var token = (await ada.ConnectAsync()).AccessToken;
        var before = await UnfurlAsync(world.Service, token);

        await world.Database.ExecuteAsync("DELETE FROM grants");
        world.Clock.Advance(TimeSpan.FromMinutes(1));

        before.ShouldBe(HttpStatusCode.OK);
        (await UnfurlAsync(world.Service, token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_that_ends_is_refused_although_it_is_remembered()
    {
        await using var world = await new TestHostBuilder().WithAcme().WithNotion().StartAsync();
        using var ada = new NotionUser(world, "ada");
        var token = (await ada.ConnectAsync()).AccessToken;
        await UnfurlAsync(world.Service, token);

        world.Clock.Advance(TimeSpan.FromHours(8));

        (await UnfurlAsync(world.Service, token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task RefusedAsync(TestHost world, UnfurlHost replica, string token, bool hasRedis)
    {
        if (!hasRedis)
        {
            world.Clock.Advance(TimeSpan.FromSeconds(1));
            (await UnfurlAsync(replica, token)).ShouldBe(HttpStatusCode.Unauthorized);
            return;
        }
        await Eventually.TrueAsync(
            async () => await UnfurlAsync(replica, token) == HttpStatusCode.Unauthorized,
            "the other replica refuses the token"
        );
    }

    private static async Task<HttpStatusCode> UnfurlAsync(UnfurlHost host, string token)
    {
        using var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.PostAsJsonAsync("/unfurl", new { uri = Link });
        return answer.StatusCode;
    }

    private Task<TestHost> StartAsync(bool hasRedis) =>
        new TestHostBuilder()
            .WithAcme()
            .WithNotion()
            .With(hasRedis ? [new("ConnectionStrings:Redis", redis.Server.ConnectionString)] : [])
            .StartAsync();
}
