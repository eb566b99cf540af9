namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>How the webhook of a connection gets the token that signs its events.</summary>
[OnEachDatabase]
public sealed class HandshakeTests : HostedEnrichTests
{
    private const string Other = "secret_of_somebody_else";

    private EventSender Sender => field ??= new(Driver);

    [Fact]
    public async Task Nobody_sets_it_up_whom_no_administrator_waits_for()
    {
        var handshake = await Sender.SendHandshakeAsync();

        handshake.Status.ShouldBe(HttpStatusCode.Forbidden);
        handshake.Body.ShouldContain("/databases");
        (await IsAcceptedAsync(EventSender.Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task Its_token_counts_when_an_administrator_says_so()
    {
        await OpenAsync();
        (await Sender.SendHandshakeAsync()).Status.ShouldBe(HttpStatusCode.OK);
        (await IsAcceptedAsync(EventSender.Token)).ShouldBeFalse();

        (await ShownAsync()).ShouldBe(EventSender.Token);
        (await IsAcceptedAsync(EventSender.Token)).ShouldBeFalse();
        await Sender.AcceptAsync();

        (await IsAcceptedAsync(EventSender.Token)).ShouldBeTrue();
        (await IsAcceptedAsync(Other)).ShouldBeFalse();
        (await Sender.SendHandshakeAsync(Other)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Its_token_is_shown_once()
    {
        await OpenAsync();
        await Sender.SendHandshakeAsync();

        (await ShownAsync()).ShouldBe(EventSender.Token);
        (await ShownAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_second_one_discards_both()
    {
        await OpenAsync();
        await Sender.SendHandshakeAsync();
        await ShownAsync();

        (await Sender.SendHandshakeAsync(Other)).Status.ShouldBe(HttpStatusCode.Conflict);

        var state = await Sender.Subscriptions.FindAsync(EnrichDriver.Connection, default);
        (state.PendingAt, state.OpenUntil).ShouldBe((null, null));
        state.DiscardedAt.ShouldBe(Driver.Host.Clock.GetUtcNow());
        (await Sender.SendHandshakeAsync()).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await IsAcceptedAsync(EventSender.Token)).ShouldBeFalse();
        (await IsAcceptedAsync(Other)).ShouldBeFalse();
    }

    [Fact]
    public async Task The_same_one_again_is_none()
    {
        await OpenAsync();
        await Sender.SendHandshakeAsync();

        (await Sender.SendHandshakeAsync()).Status.ShouldBe(HttpStatusCode.OK);

        (await ShownAsync()).ShouldBe(EventSender.Token);
    }

    [Fact]
    public async Task The_window_closes_after_ten_minutes()
    {
        await OpenAsync();
        Driver.Host.Clock.Advance(TimeSpan.FromMinutes(10));

        (await Sender.SendHandshakeAsync()).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task One_that_another_token_signs_is_refused()
    {
        await OpenAsync();

        (await Sender.SendHandshakeAsync(signedBy: Other)).Status.ShouldBe(HttpStatusCode.Unauthorized);

        (await ShownAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task An_active_token_stays_until_the_next_one_is_accepted()
    {
        await Sender.SetUpAsync();
        await OpenAsync();
        await Sender.SendHandshakeAsync(Other);
        await ShownAsync();
        (await IsAcceptedAsync(EventSender.Token)).ShouldBeTrue();
        (await IsAcceptedAsync(Other)).ShouldBeFalse();

        await Sender.AcceptAsync();

        (await IsAcceptedAsync(EventSender.Token)).ShouldBeFalse();
        (await IsAcceptedAsync(Other)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_was_shown_before_is_not_accepted_in_place_of_what_came_since()
    {
        await OpenAsync();
        await Sender.SendHandshakeAsync();
        await ShownAsync();
        var shown = (await Sender.Subscriptions.FindAsync(EnrichDriver.Connection, default)).PendingAt!.Value;
        Driver.Host.Clock.Advance(TimeSpan.FromSeconds(1));
        await OpenAsync();
        await Sender.SendHandshakeAsync(Other);
        await ShownAsync();

        (await Sender.Subscriptions.AcceptAsync(EnrichDriver.Connection, shown, default)).ShouldBeFalse();

        (await IsAcceptedAsync(Other)).ShouldBeFalse();
    }

    [Fact]
    public async Task The_tokens_are_encrypted_at_rest()
    {
        await Sender.SetUpAsync();
        await OpenAsync();
        await Sender.SendHandshakeAsync(Other);

        var stored = await Driver.Host.Database.DumpAsync();

        stored.ShouldNotContain(EventSender.Token);
        stored.ShouldNotContain(Other);
    }

    private Task OpenAsync() => Sender.Subscriptions.OpenAsync(EnrichDriver.Connection, default);

    private async Task<string?> ShownAsync() =>
        (await Sender.Subscriptions.ShowAsync(EnrichDriver.Connection, default))?.Reveal();

    private async Task<bool> IsAcceptedAsync(string token)
    {
        var sent = Sender.EventOf(Source.AddRow(Driver.Ada), "page.created");
        return (await Sender.SendAsync(sent, token)).Status == HttpStatusCode.OK;
    }
}
