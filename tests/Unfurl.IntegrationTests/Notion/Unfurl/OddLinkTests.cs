using System.Text.Json;

namespace Unfurl.IntegrationTests.Notion.Unfurl;

/// <summary>Odd links are rejected like missing resources, without a call or a write.</summary>
[OnEachDatabase]
public sealed class OddLinkTests : IAsyncLifetime
{
    private GitHubDouble _github = null!;
    private TestDatabase _database = null!;
    private UnfurlHost _service = null!;
    private ConnectedUser _user = null!;
    private Unfurled _missing = null!;

    public async ValueTask InitializeAsync()
    {
        _github = await GitHubDouble.StartAsync();
        _database = await TestDatabase.CreateAsync();
        var settings = TestSettings.GitHub(_github, "github", OddLinks.Host);
        settings[_database.Setting.Key] = _database.Setting.Value;
        _service = UnfurlHost.Start(settings, time: new TestClock());
        var token = await _github.IssueTokenAsync(GitHubUsers.Codertocat);
        _user = await ConnectedUser.ConnectAsync(
            _service,
            "github",
            GitHubUsers.Codertocat,
            new(new Secret(token), RefreshToken: null, ExpiresAt: null)
        );
        // The first request writes rows that the later ones do not.
        _missing = await _user.UnfurlAsync($"https://{OddLinks.Host}/Codertocat/Hello-World/pull/404");
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _github.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task They_get_the_response_of_a_missing_link_without_a_call_or_write()
    {
        var (calls, stored) = ((await _github.CallsAsync()).Calls.Values.Sum(), await _database.DumpAsync());
        using var outgoing = new OutgoingHosts();

        var responses = new List<(string Uri, Unfurled Answer)>();
        foreach (var uri in OddLinks.All)
            responses.Add((uri, await _user.UnfurlAsync(uri)));

        _missing.Status.ShouldBe(404);
        responses.Where(it => it.Answer.Operations != _missing.Operations).Select(it => it.Uri).ShouldBeEmpty();
        (await _github.CallsAsync()).Calls.Values.Sum().ShouldBe(calls);
        outgoing.Seen.ShouldNotBeEmpty("Notion's calls are seen");
        outgoing
            .Seen.Where(text => text.Contains("odd", StringComparison.OrdinalIgnoreCase) || text.Contains("169.254"))
            .ShouldBeEmpty();
        (await _database.DumpAsync() == stored).ShouldBeTrue("storage is as before");
    }

    [Fact]
    public async Task The_corrected_link_has_a_preview()
    {
        var response = await _user.UnfurlAsync($"https://{OddLinks.Host}/Codertocat/Hello-World/pull/2");

        response.Title.ShouldNotBeNull();
    }

    [Fact]
    public async Task To_stop_tracking_an_odd_link_changes_nothing()
    {
        var stored = await _database.DumpAsync();

        foreach (var uri in OddLinks.All)
            (await _user.StopAsync(uri)).ShouldBe(HttpStatusCode.NoContent, JsonSerializer.Serialize(uri));

        (await _database.DumpAsync() == stored).ShouldBeTrue("storage is as before");
    }
}
