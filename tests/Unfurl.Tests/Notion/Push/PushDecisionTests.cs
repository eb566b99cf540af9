using Unfurl.Server.Notion.Push;

namespace Unfurl.Tests.Notion.Push;

public sealed class PushDecisionTests
{
    private const long Old = 1;
    private const long New = 2;

    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_new_state_is_pushed() => new PushState(Old, Old, New).Decide(Now).ShouldBe(PushDecision.Push);

    [Fact]
    public void A_state_that_Notion_shows_supersedes_an_older_push() =>
        new PushState(Old, Old, Old).Decide(Now).ShouldBe(PushDecision.DropOlder);

    [Fact]
    public void A_state_that_the_opened_page_shows_supersedes_an_older_push() =>
        new PushState(Old, New, New).Decide(Now).ShouldBe(PushDecision.DropOlder);

    [Fact]
    public void A_state_is_pushed_where_the_shown_one_is_unknown() =>
        new PushState(null, null, New).Decide(Now).ShouldBe(PushDecision.Push);

    [Fact]
    public void A_display_that_changed_during_the_refresh_is_refreshed_again() =>
        new PushState(Old, 3, New).Decide(Now).ShouldBe(PushDecision.RefreshAgain);

    [Fact]
    public void A_display_whose_state_became_unknown_during_the_refresh_is_refreshed_again() =>
        new PushState(Old, null, New).Decide(Now).ShouldBe(PushDecision.RefreshAgain);

    // Its call may have any outcome, so what Notion shows is not certain.
    [Theory, InlineData(1), InlineData(-1)]
    public void An_unchanged_state_is_pushed_again_after_a_leased_push(int leaseSeconds) =>
        (new PushState(Old, Old, Old) with { LeasedUntil = Now.AddSeconds(leaseSeconds) })
            .Decide(Now)
            .ShouldBe(PushDecision.Push);

    [Theory, InlineData(1, PushDecision.AwaitDroppedCall), InlineData(0, PushDecision.Push)]
    internal void A_dropped_call_is_awaited_while_its_lease_lasts(int leaseSeconds, PushDecision expected) =>
        (new PushState(Old, Old, New) with { LeasedUntil = Now.AddSeconds(leaseSeconds), IsDropped = true })
            .Decide(Now)
            .ShouldBe(expected);
}
