using Unfurl.Server.Previews;
using Unfurl.Testing.Previews;
using static Unfurl.Tests.Previews.CacheWorld;

namespace Unfurl.Tests.Previews;

/// <summary>Who may be shown which copy.</summary>
public sealed class AudienceTests : IDisposable
{
    private readonly CacheWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_private_copy_is_for_the_account_it_was_made_for()
    {
        await _world.AskAsync(Ada, Answers.Private("ada's"));

        var ben = await _world.AskAsync(Ben, Answers.Hidden);

        ben.Text().ShouldBe("404");
        (await _world.AskWithoutProviderAsync(Ada)).Text().ShouldBe("ada's");
    }

    [Fact]
    public async Task An_older_private_copy_is_not_shown_to_others_when_the_provider_fails()
    {
        await _world.AskAsync(Ada, Answers.Private("ada's"));
        _world.Clock.Advance(Fresh);

        var ben = await _world.AskAsync(Ben, Answers.Failing);

        ben.Text().ShouldBe("502");
    }

    [Fact]
    public async Task A_public_copy_is_shared_fresh_and_old()
    {
        await _world.AskAsync(Ada, Answers.Public("v1"));

        var fresh = await _world.AskWithoutProviderAsync(Ben);
        _world.Clock.Advance(Fresh);
        var old = await _world.AskAsync(Ben, Answers.Failing);

        (fresh.Text(), fresh.Source).ShouldBe(("v1", CacheSource.Fresh));
        (old.Text(), old.Source).ShouldBe(("v1", CacheSource.Stale));
    }

    [Theory]
    [InlineData(Ada, Ada)]
    [InlineData(Ada, Ben)]
    [InlineData(Ben, Ada)]
    [InlineData(Ben, Ben)]
    public async Task A_thing_that_became_private_is_not_shown_from_its_public_entry(string before, string after)
    {
        await _world.AskAsync(before, Answers.Public("public"));
        _world.Clock.Advance(Fresh);

        await _world.AskAsync(after, Answers.Private("private"));
        var other = after == Ada ? Ben : Ada;
        var result = await _world.AskAsync(other, Answers.Failing);

        result.Text().ShouldBe("502");
        (await _world.AskWithoutProviderAsync(after)).Text().ShouldBe("private");
    }

    [Theory]
    [InlineData(Ada, Ada)]
    [InlineData(Ada, Ben)]
    public async Task A_thing_that_became_public_is_shown_to_everybody_from_its_new_entry(string before, string after)
    {
        await _world.AskAsync(before, Answers.Private("private"));
        _world.Clock.Advance(Fresh);

        await _world.AskAsync(after, Answers.Public("public"));

        (await _world.AskWithoutProviderAsync(Ada)).Text().ShouldBe("public");
        (await _world.AskWithoutProviderAsync(Ben)).Text().ShouldBe("public");
    }

    [Fact]
    public async Task A_refusal_of_the_thing_ends_the_public_copy_for_everybody()
    {
        await _world.AskAsync(Ada, Answers.Public("v1"));
        _world.Clock.Advance(Fresh);

        await _world.AskAsync(Ben, Answers.Hidden);
        var ada = await _world.AskAsync(Ada, Answers.Failing);

        ada.Text().ShouldBe("502");
    }

    [Fact]
    public async Task A_refused_credential_ends_the_own_copy_and_leaves_others_theirs()
    {
        await _world.AskAsync(Ada, Answers.Private("ada's"));
        await _world.AskAsync(Ben, Answers.Private("ben's"));
        _world.Clock.Advance(Fresh);

        await _world.AskAsync(Ada, Answers.SignInNeeded);

        (await _world.AskAsync(Ada, Answers.Failing)).Text().ShouldBe("502");
        (await _world.AskAsync(Ben, Answers.Failing)).Text().ShouldBe("ben's");
    }

    [Fact]
    public async Task A_refused_credential_says_nothing_of_a_public_thing()
    {
        await _world.AskAsync(Ada, Answers.Public("v1"));
        _world.Clock.Advance(Fresh);

        var ben = await _world.AskAsync(Ben, Answers.SignInNeeded);
        var ada = await _world.AskAsync(Ada, Answers.Failing);

        ben.Text().ShouldBe("401");
        (ada.Text(), ada.Source).ShouldBe(("v1", CacheSource.Stale));
    }

    [Theory]
    [InlineData("404")]
    [InlineData("private")]
    public async Task A_call_begun_earlier_does_not_bring_back_a_public_copy_that_another_account_ended(string newer)
    {
        var (earlier, asked) = await _world.BeginAsync(Ada);
        await _world.AskAsync(Ben, newer == "404" ? Answers.Hidden : Answers.Private("ben's"));
        earlier.Answer(Answers.Public("was public"));
        await asked;

        // Somebody else, who has no copy of their own.
        var carol = await _world.AskAsync("carol", Answers.Hidden);
        var ada = await _world.AskWithoutProviderAsync(Ada);

        carol.Text().ShouldBe("404");
        ada.Text().ShouldBe("was public");
    }

    [Fact]
    public async Task A_call_begun_after_the_refusal_may_share_again()
    {
        await _world.AskAsync(Ben, Answers.Hidden);

        await _world.AskAsync(Ada, Answers.Public("v1"));

        (await _world.AskWithoutProviderAsync("carol")).Text().ShouldBe("v1");
    }

    [Fact]
    public async Task Of_two_overlapping_calls_the_one_that_denies_wins_whichever_ends_first()
    {
        var (denied, deniedResult) = await _world.BeginAsync(Ben);
        await _world.AskAsync(Ada, Answers.Public("v1"));
        denied.Answer(Answers.Hidden);
        await deniedResult;

        (await _world.AskAsync("carol", Answers.Failing)).Text().ShouldBe("502");
    }

    [Fact]
    public async Task A_refusal_is_not_forgotten_for_an_older_copy()
    {
        await _world.AskAsync(Ada, Answers.Private("v1"));
        _world.Clock.Advance(Fresh);
        var (slow, asked) = await _world.BeginAsync(Ada);
        _world.Clock.Advance(SoftTimeout);
        var meanwhile = await asked;

        var waiting = _world.AskWithoutProviderAsync(Ada);
        slow.Answer(Answers.Hidden);

        meanwhile.Text().ShouldBe("v1");
        (await waiting).Text().ShouldBe("404");
        (await _world.AskWithoutProviderAsync(Ada)).Text().ShouldBe("404");
    }
}
