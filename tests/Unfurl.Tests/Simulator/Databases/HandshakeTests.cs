using System.Text;
using Unfurl.Simulator.Databases;

namespace Unfurl.Tests.Simulator.Databases;

/// <summary>How a subscription to events is set up.</summary>
public sealed class HandshakeTests
{
    [Fact]
    public async Task The_URL_gets_a_token_that_signs_its_own_request()
    {
        await using var fixture = await SubscriptionFixture.BeginAsync();

        await fixture.SettleAsync();

        var handshake = fixture.Receiver.Received.ShouldHaveSingleItem();
        var token = fixture.Subscription.VerificationToken.Reveal();
        token.ShouldStartWith("secret_");
        handshake.Method.ShouldBe("POST");
        handshake.Target.ShouldBe("/notion/events?a=b");
        handshake.ContentType.ShouldBe("application/json");
        Encoding.UTF8.GetString(handshake.Body).ShouldBe($$"""{"verification_token":"{{token}}"}""");
        handshake.IsSignedWith(token).ShouldBeTrue();
        fixture.Subscription.State.ShouldBe(SubscriptionState.Unverified);
    }

    [Fact]
    public async Task Events_come_once_the_token_was_given_back()
    {
        await using var fixture = await SubscriptionFixture.BeginAsync();
        fixture.Work.AddRow(fixture.Ada);

        fixture.Subscription.Verify(new("secret_another")).ShouldBeFalse();
        fixture.Work.AddRow(fixture.Ada);
        await fixture.PassWindowAsync();
        var before = fixture.Receiver.Events;
        fixture.Subscription.Verify(fixture.Subscription.VerificationToken).ShouldBeTrue();
        var row = fixture.Work.AddRow(fixture.Ada);
        await fixture.PassWindowAsync();

        before.ShouldBeEmpty();
        fixture.Receiver.Events.ShouldHaveSingleItem().EntityId.ShouldBe(row.Id);
        fixture.Subscription.State.ShouldBe(SubscriptionState.Active);
    }

    [Fact]
    public async Task The_token_is_sent_again_the_same_or_another()
    {
        await using var fixture = await SubscriptionFixture.BeginAsync();
        await fixture.SettleAsync();
        var first = fixture.Subscription.VerificationToken;

        fixture.Subscription.ResendToken();
        await fixture.SettleAsync();
        fixture.Subscription.ResendToken(isNew: true);
        await fixture.SettleAsync();

        var tokens = fixture.Receiver.Received.Select(it => (string)it.Json["verification_token"]!).ToList();
        tokens[1].ShouldBe(first.Reveal());
        tokens[2].ShouldNotBe(first.Reveal());
        fixture.Receiver.Received[2].IsSignedWith(tokens[2]).ShouldBeTrue();
        fixture.Subscription.Deliveries.Select(it => it.Attempt).ShouldBe([1, 2, 3]);
        fixture.Subscription.Verify(first).ShouldBeFalse();
        fixture.Subscription.Verify(new(tokens[2])).ShouldBeTrue();
    }

    [Fact]
    public async Task The_URL_changes_only_before_the_subscription_is_verified()
    {
        await using var fixture = await SubscriptionFixture.BeginAsync();
        await using var other = await EventReceiver.StartAsync();
        await fixture.SettleAsync();

        fixture.Subscription.ChangeUrl(other.Url);
        await fixture.SettleAsync();
        fixture.Subscription.Verify(new((string)other.Received.Single().Json["verification_token"]!)).ShouldBeTrue();

        fixture.Receiver.Received.Count.ShouldBe(1);
        Should.Throw<InvalidOperationException>(() => fixture.Subscription.ChangeUrl(fixture.Receiver.Url));
        fixture.Subscription.Url.ShouldBe(other.Url);
    }

    [Theory]
    [InlineData("http://acme.example/events")]
    [InlineData("ftp://127.0.0.1/events")]
    [InlineData("https://user:password@acme.example/events")]
    [InlineData("/events")]
    public async Task A_URL_is_https_or_on_this_machine(string url)
    {
        await using var fixture = await DatabaseFixture.StartAsync();

        Should.Throw<ArgumentException>(() => fixture.Connection.Subscribe(new(url, UriKind.RelativeOrAbsolute)));

        fixture.Connection.Subscriptions.ShouldBeEmpty();
    }
}
