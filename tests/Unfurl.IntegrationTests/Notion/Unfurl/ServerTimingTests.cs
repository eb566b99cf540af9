using System.Text.RegularExpressions;

namespace Unfurl.IntegrationTests.Notion.Unfurl;

/// <summary>In Development the response has a Server-Timing header with its cache state and duration.</summary>
public sealed partial class ServerTimingTests
{
    private static readonly string Link = AcmeUsers.LinkTo("/items/1");

    [Fact]
    public async Task In_Development_it_names_the_cache_state()
    {
        await using var host = await new TestHostBuilder().WithAcme().StartAsync();
        var ada = await host.AdaAsync();

        var first = await ada.TimingAsync(Link);
        var again = await ada.TimingAsync(Link);
        host.Clock.Advance(DefaultTimes.Fresh);
        host.Acme.Site.RespondNext(HttpStatusCode.InternalServerError);
        var failing = await ada.TimingAsync(Link);
        var missing = await ada.TimingAsync(AcmeUsers.LinkTo("/items/404"));
        var stillMissing = await ada.TimingAsync(AcmeUsers.LinkTo("/items/404"));

        string?[] timings = [first, again, failing, missing, stillMissing];
        timings.ShouldAllBe(timing => Timing().IsMatch(timing!));
        timings
            .Select(timing => Timing().Match(timing!).Groups["source"].Value)
            .ShouldBe(["resolved", "fresh", "stale", "resolved", "negative"]);
    }

    [Fact]
    public async Task In_Development_it_says_how_many_milliseconds_it_took()
    {
        await using var host = await new TestHostBuilder().WithAcme().StartAsync();
        var ada = await host.AdaAsync();

        using var gate = host.Acme.Site.PauseCalls();
        var request = ada.TimingAsync(Link);
        await Eventually.TrueAsync(() => host.Acme.Site.ApiCallsTo("/items/1") == 1);
        host.Clock.Advance(TimeSpan.FromMilliseconds(250));
        gate.Dispose();

        (await request).ShouldBe("cache;desc=resolved;dur=250.0");
    }

    [Fact]
    public async Task Outside_Development_there_is_none()
    {
        await using var host = await new TestHostBuilder()
            .WithGitHub()
            .In("Production")
            .With(TestSettings.Credentials)
            .StartAsync();
        var user = await host.ConnectGitHubAsync(GitHubUsers.Codertocat);

        var timing = await user.TimingAsync($"https://github.com/{GitHubThings.PrivateRepository}/pull/118");

        timing.ShouldBeNull();
    }

    [GeneratedRegex(
        "^cache;desc=(?<source>[a-z]+);dur=[0-9]+\\.[0-9]$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Timing();
}
