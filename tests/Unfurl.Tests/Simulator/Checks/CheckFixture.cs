using Unfurl.Simulator;
using Unfurl.Simulator.Checks;
using Unfurl.Simulator.Tool.Browsing;
using Unfurl.Testing;

namespace Unfurl.Tests.Simulator.Checks;

/// <summary>A checker and the service it checks.</summary>
internal sealed class CheckFixture : IAsyncDisposable
{
    private readonly Uri _listen = new($"http://127.0.0.1:{Ports.Free()}");

    private CheckFixture() { }

    public TestClock Clock { get; } = new();

    public FaultyService Service { get; private set; } = null!;

    /// <summary>What the checker is told; a test may change it.</summary>
    public CheckOptions Options { get; set; } = null!;

    public static async Task<CheckFixture> StartAsync(string? fault = null)
    {
        var world = new CheckFixture();
        world.Service = await FaultyService.StartAsync(fault, world._listen, world.Clock);
        var simulator = new SimulatorOptions
        {
            BaseUrl = world._listen,
            AuthorizeUrl = new(world.Service.Url, "/authorize"),
            TokenUrl = new(world.Service.Url, "/token"),
            UnfurlUrl = new(world.Service.Url, "/unfurl"),
            DeletionUrl = new(world.Service.Url, "/deletion"),
            ClientId = FaultyService.ClientId,
            ClientSecret = new(FaultyService.ClientSecret),
            NotionClientId = FaultyService.NotionClientId,
            NotionClientSecret = new(FaultyService.NotionClientSecret),
        };
        world.Options = new()
        {
            Simulator = simulator,
            Listen = world._listen,
            Links = [FaultyService.VisibleLink],
            MissingLink = FaultyService.MissingLink,
            HiddenLink = FaultyService.HiddenLink,
            UserAgent = world.ScriptedAgent(["Sign in", "Allow"], "Deny"),
        };
        return world;
    }

    public ScriptedUserAgent ScriptedAgent(
        IReadOnlyList<string> press,
        string? deny,
        params IReadOnlyList<string> hosts
    ) =>
        new(
            press,
            deny,
            new Dictionary<string, Secret> { ["login"] = new("ada"), ["password"] = new(FaultyService.Password) },
            new(new(Service.Url, "/authorize"), hosts)
        );

    public async Task<IReadOnlyList<CheckResult>> RunAsync(params IEnumerable<string> only)
    {
        var wanted = only.ToList();
        return await new ServiceChecker(Options, Clock).RunAsync(
            ServiceChecker.All.Where(check => wanted.Count == 0 || wanted.Contains(check.Id))
        );
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
