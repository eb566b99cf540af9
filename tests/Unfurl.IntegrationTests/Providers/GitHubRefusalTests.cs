using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Unfurl.IntegrationTests.Updates;
using Unfurl.Server.Updates.Refresh;

namespace Unfurl.IntegrationTests.Providers;

/// <summary>What GitHub says instead of a card: a limit, a suspension, something new. None costs a call for each request.</summary>
public sealed class GitHubRefusalTests : IAsyncLifetime
{
    private const string TodaysLimit =
        """{"errors":[{"type":"RATE_LIMIT","code":"graphql_rate_limit","message":"API rate limit already exceeded for user ID 101."}]}""";

    private const string UnknownLimit = """{"errors":[{"type":"NOT_NOW","message":"Come back later."}]}""";
    private const string Suspended = """{"message":"Sorry. Your account was suspended."}""";
    private const int Always = 1000;

    // Four jobs, of which each may have made its call before the first was refused.
    private const int RefreshesAtOnce = 4;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private static readonly int[] Numbers = [2, 3, 4, 5, 6, 7, 8];

    private TestHost _host = null!;
    private ConnectedUser _ada = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await new TestHostBuilder()
            .WithGitHub()
            .With(TestSettings.WebhookSecret)
            .WithServices(UpdateWorkers.Remove)
            .StartAsync();
        foreach (var number in Numbers.Skip(1))
            await _host.GitHub.CopyAsync(GitHubThings.PublicRepository, GitHubThings.PullRequest, number);
        _ada = await _host.ConnectGitHubAsync(GitHubUsers.Codertocat);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(200, TodaysLimit)]
    [InlineData(200, UnknownLimit)]
    [InlineData(403, """{"message":"Please calm down."}""")]
    [InlineData(429, "slow down")]
    public async Task A_limit_costs_one_call_until_its_end(int status, string body)
    {
        await RefuseAsync(status, body, UsedUpFor(Limit));

        var limited = await UnfurlAllAsync();
        _host.Clock.Advance(Limit - TimeSpan.FromSeconds(1));
        var still = await UnfurlAllAsync();

        limited.Concat(still).ShouldAllBe(response => response.Status == 429);
        limited[0].Message!.ShouldContain("10 min");
        (await _host.GitHubQueriesAsync()).ShouldBe(1);

        await _host.GitHub.HealAsync();
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        (await UnfurlAllAsync()).ShouldAllBe(response => response.Title != null);
    }

    [Fact]
    public async Task A_limit_costs_one_call_in_the_background_too()
    {
        await UnfurlAllAsync();
        var before = await _host.GitHubQueriesAsync();
        await RefuseAsync(200, TodaysLimit, UsedUpFor(TimeSpan.FromHours(20)));

        await RefreshAsync(Numbers[..1]);
        await RefreshAsync(Numbers);

        (await _host.GitHubQueriesAsync()).ShouldBe(before + 1);
    }

    [Theory]
    [InlineData(200, UnknownLimit)]
    [InlineData(200, """{"data":{"repository":null},"errors":[{"message":"No."}]}""")]
    [InlineData(403, """{"message":"Please calm down."}""")]
    [InlineData(418, "")]
    public async Task An_unknown_refusal_does_not_cost_a_call_for_each_request(int status, string body)
    {
        await RefuseAsync(status, body);

        await UnfurlAllAsync();
        var calls = await _host.GitHubQueriesAsync();
        _host.Clock.Advance(TimeSpan.FromSeconds(30));
        await UnfurlAllAsync();

        calls.ShouldBe(3);
        (await _host.GitHubQueriesAsync()).ShouldBe(calls + 1);
    }

    [Fact]
    public async Task After_an_unknown_refusal_of_some_links_others_are_shown()
    {
        await RefuseAsync(200, UnknownLimit, times: 2);

        var responses = await UnfurlAllAsync();

        responses.Select(response => response.Title != null).ShouldBe([false, false, true, true, true, true, true]);
    }

    [Fact]
    public async Task Calls_that_were_paused_go_on_after_the_pause()
    {
        await RefuseAsync(200, UnknownLimit);
        await UnfurlAllAsync();
        await _host.GitHub.HealAsync();

        _host.Clock.Advance(TimeSpan.FromSeconds(30));

        (await UnfurlAllAsync()).ShouldAllBe(response => response.Title != null);
    }

    [Fact]
    public async Task A_suspended_account_is_told_so_and_its_credential_is_not_used_again()
    {
        await RefuseAsync(403, Suspended);

        var responses = await UnfurlAllAsync();
        _host.Clock.Advance(TimeSpan.FromHours(1));
        var later = await UnfurlAllAsync();

        responses.Concat(later).ShouldAllBe(response => response.Status == 401);
        responses.Concat(later).ShouldAllBe(response => response.Message!.Contains("suspended"));
        (await _host.GitHubQueriesAsync()).ShouldBe(1);
        (await _ada.CredentialAsync("github")).IsActive.ShouldBeFalse();
    }

    [Fact]
    public async Task A_suspended_account_is_told_so_where_its_cards_are_displayed()
    {
        await UnfurlAllAsync();
        var before = await _host.GitHubQueriesAsync();
        await RefuseAsync(403, Suspended);

        await RefreshAsync(Numbers[..1], untilDone: true);
        await RefreshAsync(Numbers, untilDone: true);
        var shown = await UnfurlAllAsync();

        shown.ShouldAllBe(response => response.Status == 401 && response.Message!.Contains("suspended"));
        // The worker may have begun with as many as it refreshes at once.
        (await _host.GitHubQueriesAsync()).ShouldBeInRange(before + 1, before + RefreshesAtOnce);
    }

    [Fact]
    public async Task After_the_suspension_signing_in_shows_the_cards()
    {
        await RefuseAsync(403, Suspended, times: 1);
        await UnfurlAllAsync();

        await _ada.SignInAsync("github", GitHubUsers.Codertocat, await _host.GitHubTokensAsync(GitHubUsers.Codertocat));

        (await UnfurlAllAsync()).ShouldAllBe(response => response.Title != null);
    }

    [Fact]
    public async Task A_suspension_of_one_account_does_not_affect_another()
    {
        var ben = await _host.ConnectGitHubAsync(GitHubUsers.Octocat);
        await RefuseAsync(403, Suspended, times: 1);

        await UnfurlAllAsync();

        (await ben.UnfurlAsync(LinkTo(2))).Title.ShouldNotBeNull();
    }

    private static string LinkTo(int number) => $"https://github.com/{GitHubThings.PublicRepository}/pull/{number}";

    private Dictionary<string, string> UsedUpFor(TimeSpan time) =>
        new()
        {
            ["X-RateLimit-Remaining"] = "0",
            ["X-RateLimit-Reset"] = (_host.Clock.GetUtcNow() + time)
                .ToUnixTimeSeconds()
                .ToString(CultureInfo.InvariantCulture),
        };

    private Task RefuseAsync(
        int status,
        string body,
        IReadOnlyDictionary<string, string>? headers = null,
        int times = Always
    ) => _host.GitHub.AnswerAsync(status, body, headers, path: "graphql", times);

    private async Task<List<Unfurled>> UnfurlAllAsync()
    {
        var responses = new List<Unfurled>();
        foreach (var number in Numbers)
            responses.Add(await _ada.UnfurlAsync(LinkTo(number)));
        return responses;
    }

    // Several attempts. Refreshes that are due at the same time are resolved concurrently.
    private async Task RefreshAsync(int[] numbers, bool untilDone = false)
    {
        using var sender = new GitHubSender(_host.Service, _host.Database);
        foreach (var number in numbers)
            await sender.SendAcceptedAsync(GitHubDelivery.OfPullRequest(number));
        var worker = ActivatorUtilities.CreateInstance<RefreshWorker>(_host.Service.Services);
        await worker.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(
            async () =>
            {
                // Not during a call, which would look slow on a busy machine. A job that is leased just now loses one step only.
                if (!await _host.Database.HasLeasedJobsAsync(_host.Clock.GetUtcNow()))
                    _host.Clock.Advance(TimeSpan.FromSeconds(1));
                var attempts = await _host.Database.RefreshAttemptsAsync();
                return untilDone
                    ? attempts.Count == 0
                    : attempts.Count == numbers.Length && attempts.All(count => count >= 4);
            },
            "all was asked about several times"
        );
        await worker.StopAsync(TestContext.Current.CancellationToken);
    }
}
