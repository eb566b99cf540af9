using Unfurl.Testing.Tracker;

namespace Unfurl.IntegrationTests.Providers.Plugins;

/// <summary>People, connections and previews outlive the time in which their plugin cannot be loaded.</summary>
[OnEachDatabase]
public sealed class LostPluginTests : IAsyncLifetime
{
    private readonly PluginFolder _plugins = new();
    private TrackerHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_plugins.FileOf("Unfurl.Tracker"))!);
        Repair();
        _host = await TrackerHost.StartAsync(settings: _plugins.Setting);
        _host.Tracker.Put(1, "First", isPublic: false, "ada");
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _plugins.Dispose();
    }

    [Fact]
    public async Task Nothing_is_lost_while_a_plugin_is_damaged()
    {
        var ada = await _host.ConnectAsync("ada");
        var token = ada.AccessToken;
        (await UnfurlAsync(token)).ShouldContain("First");
        var rows = await _host.Host.Database.RowCountsAsync();
        var calls = _host.Tracker.Calls;

        File.WriteAllText(_plugins.FileOf("Unfurl.Tracker"), "damaged");
        await _host.Host.RestartServiceAsync();
        (await UnfurlAsync(token)).ShouldContain("\"status\":503");
        (await _host.Host.Database.RowCountsAsync()).ShouldBe(rows);
        _host.Tracker.Calls.ShouldBe(calls);

        Repair();
        await _host.Host.RestartServiceAsync();
        _host.Tracker.Put(1, "Second", isPublic: false, "ada");
        (await UnfurlAsync(token)).ShouldContain("Second");
        (await _host.Host.Database.RowCountsAsync()).ShouldBe(rows);
    }

    private async Task<string> UnfurlAsync(string token) =>
        (await new NotionCalls(_host.Host).UnfurlAsync(token, TrackerHost.LinkTo(1))).Body;

    private void Repair() =>
        File.Copy(
            typeof(Unfurl.Tracker.TrackerProviderType).Assembly.Location,
            _plugins.FileOf("Unfurl.Tracker"),
            overwrite: true
        );
}
