using Microsoft.Extensions.DependencyInjection;
using Unfurl.Demo.Site;
using ProviderTokens = Unfurl.Server.Connections.Credentials.TokenResponse;

namespace Unfurl.IntegrationTests.Fixtures;

/// <summary>Users of the Acme site who are connected without a browser.</summary>
internal static class AcmeUsers
{
    public static string LinkTo(string path) => $"https://{AcmeCatalog.Host}{path}";

    public static Task<ConnectedUser> AdaAsync(this TestHost host) => host.ConnectAcmeAsync("ada");

    public static Task<ConnectedUser> BenAsync(this TestHost host) => host.ConnectAcmeAsync("ben");

    public static ProviderTokens AcmeTokens(this TestHost host, string login)
    {
        var tokens = host.Acme.Site.IssueTokens(login);
        var now = host.Service.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        return new ProviderTokens(tokens.AccessToken, tokens.RefreshToken, now + tokens.ExpiresIn);
    }

    // Advances the clock after the request has started its timers. "path" is the entry of its API call.
    public static async Task<Unfurled> AdvanceDuringAsync(
        this TestHost host,
        Func<Task<Unfurled>> begin,
        string path,
        int timers,
        TimeSpan by
    )
    {
        var (calls, waiting) = (host.Acme.Site.ApiCallsTo(path), host.Clock.WaitingTimers);
        var request = begin();
        await Eventually.TrueAsync(
            () => host.Acme.Site.ApiCallsTo(path) > calls && host.Clock.WaitingTimers >= waiting + timers,
            "the call waits"
        );
        host.Clock.Advance(by);
        return await request;
    }

    private static Task<ConnectedUser> ConnectAcmeAsync(this TestHost host, string login) =>
        ConnectedUser.ConnectAsync(host.Service, "acme", login, host.AcmeTokens(login));
}
