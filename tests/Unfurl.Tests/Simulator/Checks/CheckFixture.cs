using Unfurl.Cli.Commands.Simulate.Browsing;
using Unfurl.Simulator;
using Unfurl.Simulator.Checks;
using Unfurl.Testing;

namespace Unfurl.Tests.Simulator.Checks;

internal sealed class CheckFixture : IAsyncDisposable
{
    private readonly Uri _listen = new($"http://127.0.0.1:{Ports.Free()}");

    private CheckFixture() { }

    public TestClock Clock { get; } = new();

    public FaultyService Service { get; private set; } = null!;

    public CheckOptions Options { get; set; } = null!;

    public static async Task<CheckFixture> StartAsync(string? fault = null)
    {
        var fixture = new CheckFixture();
        fixture.Service = await FaultyService.StartAsync(fault, fixture._listen, fixture.Clock);
        var simulator = new SimulatorOptions
        {
            BaseUrl = fixture._listen,
            AuthorizeUrl = new(fixture.Service.Url, "/authorize"),
            TokenUrl = new(fixture.Service.Url, "/token"),
            UnfurlUrl = new(fixture.Service.Url, "/unfurl"),
            DeletionUrl = new(fixture.Service.Url, "/deletion"),
            ClientId = FaultyService.ClientId,
            ClientSecret = new(FaultyService.ClientSecret),
            NotionClientId = FaultyService.NotionClientId,
            NotionClientSecret = new(FaultyService.NotionClientSecret),
        };
        fixture.Options = new()
        {
            Simulator = simulator,
            Listen = fixture._listen,
            Links = [FaultyService.VisibleLink],
            MissingLink = FaultyService.MissingLink,
            HiddenLink = FaultyService.HiddenLink,
            UserAgent = fixture.ScriptedAgent(["Sign in", "Allow"], "Deny"),
        };
        return fixture;
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
