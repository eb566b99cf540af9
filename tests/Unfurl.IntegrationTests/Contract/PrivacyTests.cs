using System.Net;
using Unfurl.Demo.Site;
using Unfurl.IntegrationTests.Fixtures;
using static Unfurl.IntegrationTests.Contract.AcmeWorld;

namespace Unfurl.IntegrationTests.Contract;

/// <summary>A user never sees through a preview what the provider would not show that user.</summary>
public abstract class PrivacyTests(PostgresFixture? postgres) : IAsyncLifetime
{
    private const string OnlyAda = "/items/3";
    private const string Everyone = "/items/1";

    private AcmeWorld _world = null!;
    private ConnectedUser _ada = null!;
    private ConnectedUser _ben = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await StartAsync(postgres: postgres);
        (_ada, _ben) = (await _world.AdaAsync(), await _world.BenAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_hidden_link_is_answered_word_for_word_like_a_missing_one()
    {
        var ada = await _ada.UnfurlAsync(LinkTo(OnlyAda));
        var hidden = await _ben.UnfurlAsync(LinkTo(OnlyAda));
        var missing = await _ben.UnfurlAsync(LinkTo("/items/404"));
        var unknownKind = await _ben.UnfurlAsync(LinkTo("/no/such/kind"));
        var foreign = await _ben.UnfurlAsync("https://elsewhere.example/items/3");

        ada.Title.ShouldBe(_world.Acme.Find(OnlyAda)!.Title);
        hidden.Status.ShouldBe(404);
        hidden.Operations.ShouldBe(missing.Operations);
        hidden.Operations.ShouldBe(unknownKind.Operations);
        hidden.Operations.ShouldBe(foreign.Operations);
    }

    [Fact]
    public async Task Withdrawn_access_ends_the_preview_as_soon_as_it_is_no_longer_fresh()
    {
        await _ada.UnfurlAsync(LinkTo(OnlyAda));
        _world.Acme.Change<AcmeItem>(OnlyAda, item => item with { VisibleTo = ["ben"] });

        _world.Clock.Advance(Fresh);
        var refused = await _ada.UnfurlAsync(LinkTo(OnlyAda));
        _world.Clock.Advance(TimeSpan.FromSeconds(30));
        _world.Acme.DropNext(2);
        var duringAnOutage = await _ada.UnfurlAsync(LinkTo(OnlyAda));

        refused.Status.ShouldBe(404);
        duringAnOutage.Status.ShouldBe(502);
    }

    [Fact]
    public async Task A_public_thing_is_asked_for_once_for_two_accounts()
    {
        var ada = await _ada.UnfurlAsync(LinkTo(Everyone));
        var ben = await _ben.UnfurlAsync(LinkTo(Everyone));

        ben.Operations.ShouldBe(ada.Operations);
        _world.Acme.ApiCallsTo(Everyone).ShouldBe(1);
    }

    [Fact]
    public async Task A_thing_that_two_accounts_see_is_asked_for_by_each_unless_it_is_public()
    {
        await _ada.UnfurlAsync(LinkTo("/items/5"));
        await _ben.UnfurlAsync(LinkTo("/items/5"));

        _world.Acme.ApiCallsTo("/items/5").ShouldBe(2);
    }

    [Fact]
    public async Task What_became_private_is_shown_to_those_who_may_see_it_only()
    {
        await _ada.UnfurlAsync(LinkTo(Everyone));
        _world.Acme.Change<AcmeItem>(Everyone, item => item with { VisibleTo = ["ada"] });

        _world.Clock.Advance(Fresh);
        var ada = await _ada.UnfurlAsync(LinkTo(Everyone));
        var ben = await _ben.UnfurlAsync(LinkTo(Everyone));

        ada.Title.ShouldNotBeNull();
        ben.Status.ShouldBe(404);
    }

    [Fact]
    public async Task When_the_provider_fails_the_older_private_copy_is_for_its_account_alone()
    {
        await _ada.UnfurlAsync(LinkTo(OnlyAda));
        _world.Clock.Advance(Fresh);

        _world.Acme.AnswerNext(HttpStatusCode.InternalServerError, calls: 2);
        var ada = await _ada.UnfurlAsync(LinkTo(OnlyAda));
        var ben = await _ben.UnfurlAsync(LinkTo(OnlyAda));

        ada.Title.ShouldBe(_world.Acme.Find(OnlyAda)!.Title);
        ben.Status.ShouldBe(502);
    }

    public sealed class OnSqlite() : PrivacyTests(null);

    public sealed class OnPostgres(PostgresFixture postgres) : PrivacyTests(postgres);
}
