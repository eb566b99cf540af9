using System.Text.Json.Nodes;
using Unfurl.Demo;
using Unfurl.Notion.Attributes;
using Unfurl.Tests.GitHub;
using Unfurl.Tests.Notion.Attributes;

namespace Unfurl.Tests.Demo;

public sealed class AcmeHostileResponseTests
{
    private static readonly PreviewAttributes Renderer = new("Acme", name => new Uri($"https://acme.com/{name}.png"));

    public static TheoryData<string, string> Responses =>
        new()
        {
            {
                "/items/1",
                """{"id":"*","number":1,"title":"*","visibility":"public","status":"*","priority":"*","project":"*","text":"*","points":-2147483648,"due":"0001-01-01","updated_at":"0001-01-01T00:00:00Z","assignee":{"id":"*","login":"*","name":"*","picture":"*"}}"""
            },
            {
                "/reports/q3",
                """{"id":"*","title":"*","visibility":"*","department":"*","summary":"*","background":"*","published_at":"9999-12-31T23:59:59.9999999Z","author":{"id":"*","login":"*","name":"*","picture":"*"},"media":{"kind":"*","path":"*"}}"""
            },
            {
                "/people/ada",
                """{"id":"*","login":"*","name":"*","visibility":"*","role":"*","team":"*","about":"*","color":"*","picture":"*","joined":"9999-12-31"}"""
            },
            {
                "/boards/hiring",
                """{"id":"*","title":"*","visibility":"*","goal":"*","color":"*","open":2147483647,"done":-1,"ends":"9999-12-31","updated_at":"9999-12-31T23:59:59Z","owner":{"id":"*","login":"*","name":"*"}}"""
            },
        };

    [Theory]
    [MemberData(nameof(Responses))]
    public async Task Hostile_texts_in_every_place_make_a_card_that_Notion_accepts(string path, string response)
    {
        string[] texts =
        [
            .. HostileTexts.All,
            "#zzz",
            "#12345678",
            "rgb(1,2,3)",
            "//evil.example/a",
            "https://u:p@a.example",
        ];
        var adapter = Adapter();
        foreach (var text in texts)
        {
            var hostile = response.Replace("\"*\"", JsonValue.Create(text)!.ToJsonString(), StringComparison.Ordinal);

            var resolution = await adapter.ResolveAsync($"https://acme.example{path}", StubHttpHandler.Json(hostile));

            var found = resolution.ShouldBeOfType<Resolution.Found>();
            SimulatorReader.Read(found.Preview, Renderer).Violations.ShouldBeEmpty();
        }
    }

    private static IProviderAdapter Adapter() =>
        new AcmeProviderType().Create(
            new ProviderSettings(
                "acme",
                "acme.example",
                new Dictionary<string, string?>
                {
                    ["WebUrl"] = "https://acme.example",
                    ["ClientId"] = "id",
                    ["ClientSecret"] = "secret",
                }
            )
        );
}
