using Unfurl.Testing.Tracker;

namespace Unfurl.IntegrationTests.Previews.Privacy;

/// <summary>With a key that is no longer valid the tracker answers as if nobody had asked, which must not count as an answer to the user.</summary>
public abstract class DeadKeyTests(bool isRecipe) : IAsyncLifetime
{
    private const int Public = 1;
    private const int Private = 2;

    private TrackerHost _host = null!;
    private Secret _key = null!;
    private ConnectedUser _ada = null!;

    private TrackerDouble Tracker => _host.Tracker;

    public async ValueTask InitializeAsync()
    {
        _host = await TrackerHost.StartAsync(isRecipe: isRecipe);
        Tracker.Put(Public, "For all", isPublic: true);
        Tracker.Put(Private, "For Ada", isPublic: false, "ada");
        _key = Tracker.Key("ada");
        _ada = await _host.ConnectAsync("ada", _key);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(Public)]
    [InlineData(Private)]
    public async Task A_key_s_end_is_a_sign_out(int issue)
    {
        (await UnfurlAsync(issue)).Title.ShouldNotBeNull();
        Tracker.EndKey(_key);
        _host.Host.Clock.Advance(TimeSpan.FromMinutes(6));

        (await UnfurlAsync(issue)).Status.ShouldBe(401);

        (await _ada.CredentialAsync("tracker")).IsActive.ShouldBeFalse();
        (await UnfurlAsync(issue == Public ? Private : Public)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_hidden_thing_is_a_sign_out_at_once_when_the_key_has_ended()
    {
        (await UnfurlAsync(Public)).Title.ShouldBe("For all");
        Tracker.EndKey(_key);

        (await UnfurlAsync(Private)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_hidden_thing_is_hidden_while_the_key_is_valid()
    {
        Tracker.Put(Private, "For Ben", isPublic: false, "ben");

        (await UnfurlAsync(Private)).Status.ShouldBe(404);

        (await _ada.CredentialAsync("tracker")).IsActive.ShouldBeTrue();
    }

    [Fact]
    public async Task A_key_that_is_somebody_else_s_now_is_not_used_any_more()
    {
        (await UnfurlAsync(Private)).Title.ShouldBe("For Ada");
        Tracker.Put(Private, "For Ben", isPublic: false, "ben");
        Tracker.Hand(_key, "ben");
        _host.Host.Clock.Advance(TimeSpan.FromMinutes(6));

        (await UnfurlAsync(Private)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task While_the_key_cannot_be_checked_its_answers_count_for_nothing()
    {
        (await UnfurlAsync(Private)).Title.ShouldBe("For Ada");
        Tracker.FailsChecks = 500;
        _host.Host.Clock.Advance(TimeSpan.FromMinutes(6));
        Tracker.Put(Private, "Changed", isPublic: false, "ada");

        (await UnfurlAsync(Private)).Title.ShouldBe("For Ada", "the older copy is shown while the provider fails");
        (await UnfurlAsync(3)).Status.ShouldBe(502);

        Tracker.FailsChecks = null;
        _host.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        (await UnfurlAsync(Private)).Title.ShouldBe("Changed");
    }

    [Fact]
    public async Task Many_links_at_once_are_checked_once()
    {
        for (var issue = 10; issue < 30; issue++)
            Tracker.Put(issue, $"Issue {issue}", isPublic: false, "ada");

        await Task.WhenAll(Enumerable.Range(10, 20).Select(UnfurlAsync));

        Tracker.Calls.ShouldBe(20);
        Tracker.Checks.ShouldBe(1);
    }

    [Fact]
    public async Task A_new_key_is_used_at_once()
    {
        Tracker.EndKey(_key);
        (await UnfurlAsync(Private)).Status.ShouldBe(401);

        await _ada.SignInAsync("tracker", "ada", TrackerHost.Tokens(Tracker.Key("ada")), "id-ada");

        (await UnfurlAsync(Private)).Title.ShouldBe("For Ada");
    }

    private Task<Unfurled> UnfurlAsync(int issue) => _ada.UnfurlAsync(TrackerHost.LinkTo(issue));
}

public sealed class DeadKeyOfPluginTests() : DeadKeyTests(isRecipe: false);

public sealed class DeadKeyOfRecipeTests() : DeadKeyTests(isRecipe: true);
