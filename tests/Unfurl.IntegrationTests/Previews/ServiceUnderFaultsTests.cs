using Unfurl.IntegrationTests.Contract;
using Unfurl.IntegrationTests.Fixtures;

namespace Unfurl.IntegrationTests.Previews;

/// <summary>
/// Two replicas of the whole service while Redis has troubles, and two people with them who see different things. A host
/// fails its test by itself when it answers that it failed (5xx).
/// </summary>
public sealed class ServiceUnderFaultsTests(PostgresFixture postgres) : RedisFaultTests
{
    private static readonly string[] Links = ["/items/1", "/items/3", "/items/4", "/items/5", "/boards/hiring"];

    private ReplicatedService _service = null!;
    private ConnectedUser[] _people = null!;
    private HttpClient[] _clients = null!;

    protected override int Many => 400;

    protected override async Task StartReplicasAsync(string connectionString)
    {
        _service = await ReplicatedService.StartAsync(postgres, connectionString, Fresh);
        _people = [await _service.ConnectAsync("ada"), await _service.ConnectAsync("ben")];
        _clients = [.. _service.Replicas.Select(replica => replica.CreateClient())];
    }

    protected override async Task StopReplicasAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        await _service.DisposeAsync();
    }

    protected override async Task<string?> AskAsync(int number)
    {
        var (person, replica) = (number % 2, number / 2 % 2);
        var path = Links[number * 7 % Links.Length];
        var (answer, _) = await _people[person].UnfurlAsync(AcmeTestHost.LinkTo(path), _clients[replica]);
        var expected = _service.Acme.TitleFor(ReplicatedService.Logins[person], path);
        // Also an answer that was given up would be another: it has a status of its own.
        return answer.Title == expected && answer.Status == (expected is null ? 404 : null)
            ? null
            : $"{ReplicatedService.Logins[person]} got {answer.Operations} for {path}";
    }

    protected override async Task<bool> BothMissRedisAsync() =>
        (await Task.WhenAll(_clients.Select(client => client.HealthAsync()))).All(health =>
            health == ReplicatedService.Degraded
        );

    protected override async Task<bool> ShareAsync(int attempt)
    {
        var link = AcmeTestHost.LinkTo("/items/2");
        await _people[0].UnfurlAsync(link, _clients[attempt % 2]);
        var (_, timing) = await _people[0].UnfurlAsync(link, _clients[1 - (attempt % 2)]);
        return timing!.StartsWith("cache;desc=shared;", StringComparison.Ordinal);
    }
}
