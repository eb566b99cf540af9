using System.Text.Json;
using Unfurl.Testing;
using Unfurl.Testing.Notion;

namespace Unfurl.Tests.Simulator.Databases;

/// <summary>Notion's own client takes the signatures of the simulator (<c>tests/notion-sdk</c>).</summary>
[NeedsNode]
public sealed class NotionSignatureTests
{
    [Fact]
    public async Task Notions_own_client_takes_the_handshake_and_the_events()
    {
        var timeout = TestContext.Current.CancellationToken;
        await using var fixture = await SubscriptionFixture.StartAsync();
        await fixture.AddRowAsync("Größe 📏");
        fixture.Subscription.Send("page.exploded", """{"data":{"text":"ü📏"}}""");
        await fixture.SettleAsync();

        using var client = NotionScript.Start("webhooks.mjs");
        foreach (var received in fixture.Receiver.Received)
        {
            await client.WriteLineAsync(
                JsonSerializer.Serialize(
                    new
                    {
                        body = Convert.ToBase64String(received.Body),
                        signature = received.Signature,
                        token = fixture.Subscription.VerificationToken.Reveal(),
                    }
                )
            );
        }
        var said = await client.FinishAsync(timeout);

        said.Count.ShouldBe(3);
        said.ShouldAllBe(line => line == """{"taken":true,"refused":true}""");
    }
}
