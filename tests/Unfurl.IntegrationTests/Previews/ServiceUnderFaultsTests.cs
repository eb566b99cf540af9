namespace Unfurl.IntegrationTests.Previews;

/// <summary>
/// Two replicas of the whole service while Redis has troubles, and two people with them who see different things. A host
/// fails its test by itself when it answers that it failed (5xx).
/// </summary>
[OnPostgres]
public sealed class ServiceUnderFaultsTests : RedisFaultTests
{
    private static readonly string[] Links = ["/items/1", "/items/3", "/items/4", "/items/5", "/boards/hiring"];

    private static readonly string[] Logins = ["ada", "ben"];

    private TestHost _host = null!;
    private UnfurlHost _replica = null!;
    private ConnectedUser[] _people = null!;
    private HttpClient[] _clients = null!;

    protected override int Many => 400;

    protected override async Task StartReplicasAsync(string one, string other)
    {
        _host = await new TestHostBuilder()
            .WithAcme()
            .OnSystemClock()
            .With("ConnectionStrings:Redis", one)
            .With("Unfurl:Cache:Fresh", $"{Fresh}")
            // A busy machine makes the provider slow, and this is not about slow providers.
            .With("Unfurl:Resolve:SoftTimeout", "00:00:20")
            .With("Unfurl:Resolve:Timeout", "00:00:30")
            .StartAsync();
        _replica = _host.StartReplica(new KeyValuePair<string, string?>("ConnectionStrings:Redis", other));
        _people = [await _host.AdaAsync(), await _host.BenAsync()];
        _clients = [_host.Service.CreateClient(), _replica.CreateClient()];
    }

    protected override async Task StopReplicasAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        await _replica.DisposeAsync();
        await _host.DisposeAsync();
    }

    protected override async Task<string?> AskAsync(int number)
    {
        var (person, replica) = (number % 2, number / 2 % 2);
        var path = Links[number * 7 % Links.Length];
        var (answer, _) = await _people[person].UnfurlAsync(AcmeUsers.LinkTo(path), _clients[replica]);
        var entry = _host.Acme.Site.Find(path);
        var expected = entry?.IsVisibleTo(Logins[person]) == true ? entry.Title : null;
        // Also an answer that was given up would be another: it has a status of its own.
        return answer.Title == expected && answer.Status == (expected is null ? 404 : null)
            ? null
            : $"{Logins[person]} got {answer.Operations} for {path}";
    }

    protected override async Task<bool> BothMissRedisAsync() =>
        (await Task.WhenAll(_clients.Select(client => client.HealthAsync()))).All(health => health == Health.Degraded);

    protected override async Task<bool> ShareAsync(int attempt)
    {
        var link = AcmeUsers.LinkTo("/items/2");
        await _people[0].UnfurlAsync(link, _clients[attempt % 2]);
        var (_, timing) = await _people[0].UnfurlAsync(link, _clients[1 - (attempt % 2)]);
        return timing!.StartsWith("cache;desc=shared;", StringComparison.Ordinal);
    }
}
