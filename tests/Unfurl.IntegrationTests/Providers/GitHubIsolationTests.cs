using Unfurl.Server.Connections.Credentials;
using static Unfurl.Testing.GitHub.GitHubThings;
using static Unfurl.Testing.GitHub.GitHubUsers;

namespace Unfurl.IntegrationTests.Providers;

/// <summary>A limit or rejection of one account at GitHub does not affect another.</summary>
[OnEachDatabase]
public sealed class GitHubIsolationTests : IAsyncLifetime
{
    private const string Title = "Update the README with new information.";
    private const string Link = $"https://github.com/{PublicRepository}/pull/2";
    private const string OtherLink = $"https://github.com/{PublicRepository}/issues/1";

    private readonly TestClock _clock = new();
    private TestDatabase _database = null!;
    private GitHubDouble _github = null!;
    private UnfurlHost _service = null!;
    private ConnectedUser _ada = null!;
    private ConnectedUser _ben = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _github = await GitHubDouble.StartAsync();
        _service = UnfurlHost.Start(
            [
                _database.Setting,
                .. _github
                    .Settings.Append(new("Type", "GitHub"))
                    .Append(new("Host", "github.com"))
                    .Select(setting => KeyValuePair.Create($"Unfurl:Providers:github:{setting.Key}", setting.Value)),
            ],
            time: _clock
        );
        (_ada, _ben) = (await ConnectAsync(Codertocat), await ConnectAsync(Octocat));
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _github.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData("rate-limit")]
    [InlineData("secondary-limit")]
    public async Task A_rate_limit_throttles_only_its_account(string limit)
    {
        await _github.FailAsync(limit, path: "graphql");

        var limited = await _ada.UnfurlAsync(Link);
        var held = await _ada.UnfurlAsync(OtherLink);
        var bens = await _ben.UnfurlAsync(Link);

        (limited.Status, held.Status, bens.Title).ShouldBe((429, 429, Title));
        (await _github.CallsAsync()).GraphQL.ShouldBe(2);
    }

    [Fact]
    public async Task A_rate_limit_without_a_time_expires_after_a_minute()
    {
        await _github.FailAsync("secondary-limit", path: "graphql");
        await _ada.UnfurlAsync(Link);

        _clock.Advance(TimeSpan.FromSeconds(60));

        (await _ada.UnfurlAsync(Link)).Title.ShouldBe(Title);
    }

    [Fact]
    public async Task A_withdrawn_permission_revokes_only_its_own_credential()
    {
        await _github.RevokeAsync(Codertocat);

        var withdrawn = await _ada.UnfurlAsync(Link);
        var bens = await _ben.UnfurlAsync(Link);

        (withdrawn.Status, bens.Title).ShouldBe((401, Title));
        (await _ada.CredentialAsync("github")).IsActive.ShouldBeFalse();
        (await _ben.CredentialAsync("github")).IsActive.ShouldBeTrue();
    }

    [Theory]
    [InlineData("saml", 403)]
    [InlineData("forbidden", 403)]
    [InlineData("html", 502)]
    [InlineData("broken", 502)]
    [InlineData("oversized", 502, 2)]
    [InlineData("compressed-bomb", 502, 2)]
    public async Task A_rejection_or_failure_is_cached_for_its_account_only(string failure, int status, int times = 1)
    {
        await _github.FailAsync(failure, times, path: "graphql");

        var rejected = await _ada.UnfurlAsync(Link);
        var remembered = await _ada.UnfurlAsync(Link);
        var bens = await _ben.UnfurlAsync(Link);

        (rejected.Status, remembered.Status, bens.Title).ShouldBe((status, status, Title));
        (await _ada.CredentialAsync("github")).IsActive.ShouldBeTrue();
    }

    [Theory]
    [InlineData("bad-gateway")]
    [InlineData("something-wrong")]
    [InlineData("disconnect")]
    [InlineData("truncated")]
    [InlineData("oversized")]
    public async Task A_transient_failure_is_retried_transparently(string failure)
    {
        await _github.FailAsync(failure, path: "graphql");

        (await _ada.UnfurlAsync(Link)).Title.ShouldBe(Title);
    }

    [Fact]
    public async Task A_private_link_gets_the_same_response_as_a_missing_one()
    {
        var link = $"https://github.com/{PrivateRepository}/pull/{PrivatePullRequest}";

        var adas = await _ada.UnfurlAsync(link);
        var bens = await _ben.UnfurlAsync(link);
        var nothing = await _ben.UnfurlAsync($"https://github.com/{PrivateRepository}/pull/999");

        adas.Title.ShouldBe("Create issue-comment");
        (bens.Status, bens.Message).ShouldBe((404, nothing.Message));
    }

    private async Task<ConnectedUser> ConnectAsync(string login)
    {
        var (access, refresh) = await _github.IssueTokensAsync(login);
        return await ConnectedUser.ConnectAsync(
            _service,
            "github",
            login,
            new TokenResponse(new Secret(access), refresh is null ? null : new Secret(refresh), ExpiresAt: null)
        );
    }
}
