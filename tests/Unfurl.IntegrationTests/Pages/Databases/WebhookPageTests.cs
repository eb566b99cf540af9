using Unfurl.IntegrationTests.Notion.Enrich;

namespace Unfurl.IntegrationTests.Pages.Databases;

/// <summary>The steps to a webhook in a browser.</summary>
public sealed class WebhookPageTests : HostedEnrichTests
{
    private const string Path = "/databases/webhook/acme";

    private DatabasesDriver Pages => field ??= new(Driver);

    private EventSender Sender => field ??= new(Driver);

    [Fact]
    public async Task It_is_set_up_step_by_step()
    {
        var off = await Pages.OpenAsync(Path);
        var waiting = await Pages.Browser.PressAsync(off, "Wait for the handshake");
        (await Sender.SendHandshakeAsync()).Status.ShouldBe(HttpStatusCode.OK);
        var pending = await Pages.OpenAsync(Path);
        var shown = await Pages.Browser.PressAsync(pending, "Show the token");
        var later = await Pages.OpenAsync(Path);
        var on = await Pages.Browser.PressAsync(later, "Notion accepted it");
        await Sender.SendAcceptedAsync(Sender.EventOf(Source.AddRow(Driver.Ada), "page.created"));

        off.Text.ShouldContain("off: edits are noticed within two minutes");
        waiting.Text.ShouldContain("waiting for the handshake until");
        waiting.Text.ShouldContain(new Uri(Driver.Host.Url, "/notion/webhook/acme").AbsoluteUri);
        pending.Text.ShouldContain("a token is pending");
        pending.Text.ShouldNotContain(EventSender.Token);
        shown.Text.ShouldContain(EventSender.Token);
        shown.Headers["Cache-Control"].ShouldContain("no-store");
        later.Text.ShouldNotContain(EventSender.Token);
        later.Text.ShouldContain("Its token was shown at");
        on.Text.ShouldContain("on since");
        on.Text.ShouldContain("no event came yet");
        (await Pages.OpenAsync()).Text.ShouldContain("the last event was page.created");
    }

    [Fact]
    public async Task The_token_is_shown_once()
    {
        var pending = await WaitForHandshakeAsync();

        await Pages.Browser.PressAsync(pending, "Show the token");
        var again = await Pages.Browser.PressAsync(pending, "Show the token");

        again.Text.ShouldContain("it was shown already");
        again.Text.ShouldNotContain(EventSender.Token);
    }

    [Fact]
    public async Task A_second_handshake_is_said()
    {
        await WaitForHandshakeAsync();

        await Sender.SendHandshakeAsync("secret_of_somebody_else");

        (await Pages.OpenAsync(Path)).Text.ShouldContain("so both were discarded");
        (await Pages.OpenAsync()).Text.ShouldContain("two handshakes came, and both were discarded");
    }

    [Fact]
    public async Task What_was_shown_is_not_accepted_in_place_of_what_came_since()
    {
        await WaitForHandshakeAsync();
        await Pages.Browser.PressAsync(await Pages.OpenAsync(Path), "Show the token");
        var old = await Pages.OpenAsync(Path);
        await Pages.Browser.PressAsync(old, "Discard it");
        Driver.Host.Clock.Advance(TimeSpan.FromSeconds(1));
        await WaitForHandshakeAsync();

        var refused = await Pages.Browser.PressAsync(old, "Notion accepted it");

        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Text.ShouldContain("no longer pending");
        (await Pages.OpenAsync()).Text.ShouldContain("off: edits are noticed within two minutes; a token is pending");
    }

    [Fact]
    public async Task A_long_silence_is_worth_a_hint()
    {
        await Sender.SetUpAsync();
        (await Pages.OpenAsync()).Text.ShouldNotContain("Nothing has come for days");

        Driver.Host.Clock.Advance(TimeSpan.FromDays(4));

        (await Pages.OpenAsync()).Text.ShouldContain("Nothing has come for days. Notion pauses a subscription");
    }

    [Fact]
    public async Task Of_an_unknown_connection_there_is_none() =>
        (await Pages.OpenAsync("/databases/webhook/other")).Status.ShouldBe(HttpStatusCode.NotFound);

    private async Task<Visit> WaitForHandshakeAsync()
    {
        await Pages.Browser.PressAsync(await Pages.OpenAsync(Path), "Wait for the handshake");
        await Sender.SendHandshakeAsync();
        return await Pages.OpenAsync(Path);
    }
}
