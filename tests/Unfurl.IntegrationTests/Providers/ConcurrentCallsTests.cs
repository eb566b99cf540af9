using Microsoft.AspNetCore.Http;
using Unfurl.IntegrationTests.Connections;
using Unfurl.Server.Connections.Credentials;

namespace Unfurl.IntegrationTests.Providers;

/// <summary>A crowd of links whose provider takes its time.</summary>
public sealed class ConcurrentCallsTests
{
    private const int MaxPerServer = 50;
    private const int MaxInAll = 100;

    private readonly CrowdedProvider _crowd = new();

    [Fact]
    public async Task One_provider_gets_fifty_calls_at_once_and_the_others_wait_their_turn()
    {
        await using var acme = await ScriptedAcme.StartAsync();
        acme.Api = _crowd.AnswerAsync;
        var ada = await acme.ConnectAsync();

        var responses = Enumerable.Range(1, 150).Select(number => ada.UnfurlAsync(Link("acme", number))).ToList();
        await _crowd.ShouldBecomeAsync(MaxPerServer);
        _crowd.AnswerAll();

        foreach (var response in await Task.WhenAll(responses))
            response.Title.ShouldBe("An item");
        (_crowd.Most, _crowd.Calls).ShouldBe((MaxPerServer, 150));
    }

    [Fact]
    public async Task A_link_that_waits_for_its_turn_is_given_up_after_the_hard_timeout()
    {
        await using var acme = await ScriptedAcme.StartAsync();
        acme.Api = _crowd.AnswerAsync;
        var ada = await acme.ConnectAsync();
        var waiting = acme.Clock.WaitingTimers;
        var responses = Enumerable
            .Range(1, MaxPerServer + 5)
            .Select(number => ada.UnfurlAsync(Link("acme", number)))
            .ToList();
        await _crowd.ShouldBecomeAsync(MaxPerServer);
        await Eventually.TrueAsync(() => acme.Clock.WaitingTimers >= waiting + responses.Count);

        acme.Clock.Advance(TimeSpan.FromSeconds(5));

        foreach (var response in await Task.WhenAll(responses))
            response.Status.ShouldBe(504);
        _crowd.AnswerAll();
        acme.Clock.Advance(TimeSpan.FromMinutes(1));
        (await ada.UnfurlAsync(Link("acme", 1))).Title.ShouldBe("An item");
    }

    [Fact]
    public async Task All_providers_together_get_a_hundred_calls_at_once()
    {
        await using var second = await StubServer.StartAsync(_crowd.AnswerAsync);
        await using var third = await StubServer.StartAsync(_crowd.AnswerAsync);
        await using var acme = await ScriptedAcme.StartAsync([.. Instance("two", second), .. Instance("three", third)]);
        acme.Api = _crowd.AnswerAsync;
        var ada = await acme.ConnectAsync();
        foreach (var name in new[] { "two", "three" })
            await ada.SignInAsync(name, "ada", new TokenResponse(new Secret($"access-{name}"), null, null));

        var responses = Enumerable
            .Range(1, 45)
            .SelectMany(number => new[] { "acme", "two", "three" }.Select(name => ada.UnfurlAsync(Link(name, number))))
            .ToList();
        await _crowd.ShouldBecomeAsync(MaxInAll);
        _crowd.AnswerAll();

        foreach (var response in await Task.WhenAll(responses))
            response.Title.ShouldBe("An item");
        (_crowd.Most, _crowd.Calls).ShouldBe((MaxInAll, responses.Count));
    }

    private static string Link(string name, int number) => $"https://{name}.example/items/{number}";

    private static IEnumerable<KeyValuePair<string, string?>> Instance(string name, StubServer server) =>
        [
            new($"Unfurl:Providers:{name}:Type", "Acme"),
            new($"Unfurl:Providers:{name}:Host", $"{name}.example"),
            new($"Unfurl:Providers:{name}:WebUrl", server.Url.AbsoluteUri),
            new($"Unfurl:Providers:{name}:ClientId", "unfurl-demo"),
            new($"Unfurl:Providers:{name}:ClientSecret", "unfurl-demo-secret"),
        ];

    /// <summary>Holds all calls until it is told to answer.</summary>
    private sealed class CrowdedProvider
    {
        private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Lock _gate = new();
        private int _now;

        public int Most { get; private set; }

        public int Calls { get; private set; }

        public async Task AnswerAsync(HttpContext context)
        {
            lock (_gate)
                (_now, Calls, Most) = (_now + 1, Calls + 1, Math.Max(Most, _now + 1));
            await _answered.Task;
            lock (_gate)
                _now--;
            await ScriptedAcme.ItemAsync(context);
        }

        public Task ShouldBecomeAsync(int calls) => Eventually.TrueAsync(() => Most >= calls);

        public void AnswerAll() => _answered.SetResult();
    }
}
