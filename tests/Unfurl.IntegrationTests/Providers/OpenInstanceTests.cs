using Microsoft.Extensions.Logging;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Providers.Gate;
using Unfurl.Testing.Tracker;

namespace Unfurl.IntegrationTests.Providers;

/// <summary>An instance without sign-in, on this machine, in the whole service.</summary>
public sealed class OpenInstanceTests : IAsyncLifetime
{
    private const string Workspace = "6f1c3a5e-0d2b-4c7e-9a8f-1b2c3d4e5f60";

    private TrackerDouble _tracker = null!;

    public async ValueTask InitializeAsync()
    {
        _tracker = await TrackerDouble.StartAsync();
        _tracker.Put(1, "An issue", isPublic: true);
    }

    public ValueTask DisposeAsync() => _tracker.DisposeAsync();

    [Fact]
    public async Task In_Production_a_private_host_is_shown_to_listed_workspaces_only()
    {
        await using var open = await StartAsync("Production");
        await using var listed = await StartAsync(
            "Production",
            KeyValuePair.Create("Unfurl:Notion:Workspaces:0", (string?)Workspace)
        );

        var refused = await UnfurlAsync(open);

        refused.Status.ShouldBe(502);
        _tracker.Calls.ShouldBe(0);
        var line = open.Service.Logs.Lines.Single(line => line.Reason == GateRefusals.NeedsWorkspaces);
        line.Level.ShouldBe(LogLevel.Warning);
        line.Text.ShouldContain("Unfurl:Notion:Workspaces");
        line.Text.ShouldNotContain("/issues");
        open.Service.Logs.Failures.ShouldBeEmpty();
        (await UnfurlAsync(listed)).Title.ShouldBe("An issue");
    }

    [Fact]
    public async Task In_Development_it_is_shown()
    {
        await using var host = await StartAsync("Development");

        (await UnfurlAsync(host)).Title.ShouldBe("An issue");
    }

    private Task<TestHost> StartAsync(string environment, params IEnumerable<KeyValuePair<string, string?>> more) =>
        new TestHostBuilder()
            .In(environment)
            .With(TestSettings.Credentials)
            .With(TrackerSettings.Of(_tracker.Url, "None"))
            .With(more)
            .StartAsync();

    private static async Task<Unfurled> UnfurlAsync(TestHost host)
    {
        var ada = await ConnectedUser.ConnectAsync(
            host.Service,
            "tracker",
            "ada",
            new TokenResponse(new Secret("t"), null, null)
        );
        var there = await ada.FromWorkspaceAsync(Workspace);
        return await there.UnfurlAsync("https://tracker.acme.com/issues/1");
    }
}
