using System.Text.Json.Nodes;
using Unfurl.Notion.Attributes;
using Unfurl.Tests.Notion.Attributes;

namespace Unfurl.Tests.GitHub;

/// <summary>Notion accepts the card for any text on GitHub.</summary>
public sealed class HostileTextTests
{
    private static readonly PreviewAttributes Renderer = new("Acme", name => new Uri($"https://acme.com/{name}.png"));

    public static TheoryData<string> Cases => CaseTests.Names;

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Hostile_texts_in_every_place_make_a_card_that_Notion_accepts(string name)
    {
        var file = Path.Combine(CaseTests.Folder, name + ".github.json");
        var honest = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var places = Texts(JsonNode.Parse(honest)!).Count();
        places.ShouldBeGreaterThan(0);

        // Each field gets some of the texts, other ones in every case; all cases together cover all texts.
        var turn = name.Length;
        for (var place = 0; place < places; place++)
        {
            for (var i = 0; i < 3; i++)
            {
                var text = HostileTexts.All[turn++ % HostileTexts.All.Length];
                var response = JsonNode.Parse(honest)!;
                var replaced = Texts(response).ElementAt(place);
                var path = replaced.GetPath();
                replaced.ReplaceWith(text);

                var resolution = await Some.GitHub()
                    .ResolveAsync(
                        CaseTests.LinkOf(name),
                        CaseTests.GitHubOf(name, response.ToJsonString(), rest: "{}")
                    );

                if (resolution is Resolution.Found found)
                    SimulatorReader.Read(found.Preview, Renderer).Violations.ShouldBeEmpty(path);
            }
        }
    }

    private static IEnumerable<JsonValue> Texts(JsonNode? node) =>
        node switch
        {
            JsonObject members => members.SelectMany(member => Texts(member.Value)),
            JsonArray items => items.SelectMany(Texts),
            JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.String => [value],
            _ => [],
        };
}
