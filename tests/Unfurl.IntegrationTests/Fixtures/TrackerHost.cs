using Microsoft.Extensions.DependencyInjection;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Testing.Tracker;

namespace Unfurl.IntegrationTests.Fixtures;

/// <summary>The service with a tracker whose users have keys, and a Notion on a server of its own.</summary>
internal sealed class TrackerHost : IAsyncDisposable
{
    /// <summary>The workspace that is listed, where a list is needed.</summary>
    public const string Home = "0b7f0f5e-2c1d-4f5a-9a55-3d0c5d2f1a01";

    public const string Stranger = "5c1e7c3a-7a53-4c6e-8a30-9f6a1c2b3d02";

    private TrackerHost(TrackerDouble tracker, TestHost host) => (Tracker, Host) = (tracker, host);

    public TrackerDouble Tracker { get; }

    public TestHost Host { get; }

    public UnfurlHost Service => Host.Service;

    public static async Task<TrackerHost> StartAsync(
        string signIn = "PersonalKey",
        Func<TrackerDouble, Secret>? key = null,
        bool isRecipe = false,
        params IEnumerable<KeyValuePair<string, string?>> settings
    )
    {
        var tracker = await TrackerDouble.StartAsync();
        var host = await new TestHostBuilder()
            .WithNotion()
            // Without the demo.
            .In("Production")
            .With(TrackerSettings.Of(tracker.Url, signIn, key?.Invoke(tracker), isRecipe: isRecipe))
            .With(settings)
            .StartAsync();
        return new(tracker, host);
    }

    public static string LinkTo(int issue) => $"https://tracker.acme.com/issues/{issue}";

    public static KeyValuePair<string, string?> Lists(string workspace) => new("Unfurl:Notion:Workspaces:0", workspace);

    /// <summary>A user who is connected without a browser, by a key of theirs.</summary>
    public Task<ConnectedUser> ConnectAsync(string login) => ConnectAsync(login, Tracker.Key(login));

    public Task<ConnectedUser> ConnectAsync(string login, Secret key) =>
        ConnectedUser.ConnectAsync(Service, "tracker", login, Tokens(key), $"id-{login}");

    public static TokenResponse Tokens(Secret key) => new(key, RefreshToken: null, ExpiresAt: null);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Tracker.DisposeAsync();
    }
}
