using System.Text.Json.Nodes;
using Unfurl.Notion.Attributes;
using Unfurl.Tests.Notion.Attributes;

namespace Unfurl.Tests.GitHub;

/// <summary>Whatever people write on GitHub, the card is one that Notion takes.</summary>
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
        var places = Texts(JsonNode.Parse(honest)!).Select(text => text.GetPath()).ToList();
        places.ShouldNotBeEmpty();

        // Every place gets some texts, another few in every case: all of them together have had all.
        var turn = name.Length;
        foreach (var place in places)
        {
            for (var i = 0; i < 3; i++)
            {
                var text = HostileTexts.All[turn++ % HostileTexts.All.Length];
                var answer = JsonNode.Parse(honest)!;
                Texts(answer).Single(node => node.GetPath() == place).ReplaceWith(text);

                var resolution = await Some.GitHub()
                    .ResolveAsync(CaseTests.LinkOf(name), CaseTests.GitHubOf(name, answer.ToJsonString(), rest: "{}"));

                if (resolution is Resolution.Found found)
                    SimulatorReader.Read(found.Preview, Renderer).Violations.ShouldBeEmpty(place);
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
