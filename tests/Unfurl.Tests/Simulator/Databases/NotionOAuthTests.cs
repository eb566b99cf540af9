using System.Text.Json;
using System.Text.Json.Nodes;
using Unfurl.Testing;
using Unfurl.Testing.Notion;

namespace Unfurl.Tests.Simulator.Databases;

/// <summary>Notion's own client gets, renews and revokes tokens of the simulator (<c>tests/notion-sdk</c>).</summary>
[NeedsNode]
public sealed class NotionOAuthTests
{
    [Fact]
    public async Task Notions_own_client_lives_the_life_of_an_authorization()
    {
        await using var fixture = await PublicConnectionFixture.StartAsync();
        var code = await fixture.CodeAsync(fixture.Work);

        using var client = NotionScript.Start("oauth.mjs");
        await client.WriteLineAsync(
            JsonSerializer.Serialize(
                new
                {
                    base_url = fixture.Simulator.Host.BaseUrl.GetLeftPart(UriPartial.Authority),
                    client_id = PublicConnectionFixture.ClientId,
                    client_secret = PublicConnectionFixture.ClientSecret,
                    code,
                }
            )
        );
        var said = JsonNode.Parse(await client.ReadLineAsync(TestContext.Current.CancellationToken))!;

        ((string?)said["me"]).ShouldBe((string?)said["bot"]);
        ((string?)said["owner"]).ShouldBe("ada@acme.example");
        ((string?)said["workspace"]).ShouldBe("Acme");
        ((int?)said["used"]).ShouldBe(400);
        ((bool?)said["same"]).ShouldBe(true);
        ((string?)said["scope"]).ShouldBe(
            "read_content insert_content update_content read_user_with_email read_user_without_email"
        );
        ((long?)said["iat"]).ShouldBe(fixture.Simulator.Time.GetUtcNow().ToUnixTimeMilliseconds());
        said["active"]!.ToJsonString().ShouldBe("[true,false,false]");
        ((int?)said["stranger"]).ShouldBe(401);
        fixture.Connection.Authorizations.ShouldBeEmpty();
    }
}
