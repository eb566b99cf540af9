using Unfurl.Demo.Site;
using static Unfurl.IntegrationTests.Fixtures.AcmeUsers;
using static Unfurl.IntegrationTests.Fixtures.DefaultTimes;

namespace Unfurl.IntegrationTests.Previews.Privacy;

[OnEachDatabase]
public sealed class PrivacyTests : IAsyncLifetime
{
    private const string OnlyAda = "/items/3";
    private const string Everyone = "/items/1";

    private TestHost _host = null!;
    private ConnectedUser _ada = null!;
    private ConnectedUser _ben = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await new TestHostBuilder().WithAcme().StartAsync();
        (_ada, _ben) = (await _host.AdaAsync(), await _host.BenAsync());
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_hidden_link_gets_the_same_response_as_a_missing_one()
    {
        var ada = await _ada.UnfurlAsync(LinkTo(OnlyAda));
        var hidden = await _ben.UnfurlAsync(LinkTo(OnlyAda));
        var missing = await _ben.UnfurlAsync(LinkTo("/items/404"));
        var unknownKind = await _ben.UnfurlAsync(LinkTo("/no/such/kind"));
        var foreign = await _ben.UnfurlAsync("https://elsewhere.example/items/3");

        ada.Title.ShouldBe(_host.Acme.Site.Find(OnlyAda)!.Title);
        hidden.Status.ShouldBe(404);
        hidden.Operations.ShouldBe(missing.Operations);
        hidden.Operations.ShouldBe(unknownKind.Operations);
        hidden.Operations.ShouldBe(foreign.Operations);
    }

    [Fact]
    public async Task Lost_access_ends_a_preview_once_it_is_no_longer_fresh()
    {
        await _ada.UnfurlAsync(LinkTo(OnlyAda));
        _host.Acme.Site.Change<AcmeItem>(OnlyAda, item => item with { VisibleTo = ["ben"] });

        _host.Clock.Advance(Fresh);
        var rejected = await _ada.UnfurlAsync(LinkTo(OnlyAda));
        _host.Clock.Advance(TimeSpan.FromSeconds(30));
        _host.Acme.Site.DropNext(2);
        var duringAnOutage = await _ada.UnfurlAsync(LinkTo(OnlyAda));

        rejected.Status.ShouldBe(404);
        duringAnOutage.Status.ShouldBe(502);
    }

    [Fact]
    public async Task A_public_link_is_resolved_once_for_two_accounts()
    {
        var ada = await _ada.UnfurlAsync(LinkTo(Everyone));
        var ben = await _ben.UnfurlAsync(LinkTo(Everyone));

        ben.Operations.ShouldBe(ada.Operations);
        _host.Acme.Site.ApiCallsTo(Everyone).ShouldBe(1);
    }

    [Fact]
    public async Task A_private_link_is_resolved_for_each_account()
    {
        await _ada.UnfurlAsync(LinkTo("/items/5"));
        await _ben.UnfurlAsync(LinkTo("/items/5"));

        _host.Acme.Site.ApiCallsTo("/items/5").ShouldBe(2);
    }

    [Fact]
    public async Task A_link_made_private_is_shown_only_to_accounts_with_access()
    {
        await _ada.UnfurlAsync(LinkTo(Everyone));
        _host.Acme.Site.Change<AcmeItem>(Everyone, item => item with { VisibleTo = ["ada"] });

        _host.Clock.Advance(Fresh);
        var ada = await _ada.UnfurlAsync(LinkTo(Everyone));
        var ben = await _ben.UnfurlAsync(LinkTo(Everyone));

        ada.Title.ShouldNotBeNull();
        ben.Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_stale_private_entry_is_served_only_to_its_account_when_the_provider_fails()
    {
        await _ada.UnfurlAsync(LinkTo(OnlyAda));
        _host.Clock.Advance(Fresh);

        _host.Acme.Site.RespondNext(HttpStatusCode.InternalServerError, calls: 2);
        var ada = await _ada.UnfurlAsync(LinkTo(OnlyAda));
        var ben = await _ben.UnfurlAsync(LinkTo(OnlyAda));

        ada.Title.ShouldBe(_host.Acme.Site.Find(OnlyAda)!.Title);
        ben.Status.ShouldBe(502);
    }
}
