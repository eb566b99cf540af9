using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;
using Unfurl.Recipes.Reading;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Unfurl.Tests.Recipes;

/// <summary>The schema that editors complete by says what the reader reads.</summary>
public sealed partial class RecipeSchemaTests
{
    private const string Kinds = "name: A\npublic: true\nkinds:\n  K:\n    link: /a/{n}\n    sample: /a/1\n";
    private const string Requests = Kinds + "    requests:\n      r:\n        get: /a\n";

    private static readonly JsonSchema Schema = JsonSchema.FromText(RecipeFiles.SchemaText());

    public static TheoryData<string> Names => [.. RecipeFiles.Included];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_recipe_that_comes_along_is_right_by_the_schema(string recipe) =>
        Mistakes(RecipeFiles.IncludedText(recipe)).ShouldBeEmpty();

    [Theory]
    [InlineData("name: A\nkinds: {}\n")]
    [InlineData(Requests + "    card: { titel: a }\n")]
    [InlineData(Requests + "    card: { title: { jsn: a } }\n")]
    [InlineData(Requests + "    card: { title: a, status: { value: b, otherwise: bleu } }\n")]
    [InlineData(Requests + "    card: { title: a, created: { json: b, fromat: iso } }\n")]
    [InlineData(Kinds + "    requests: { r: { gett: /a } }\n    card: { title: a }\n")]
    public void A_mistake_is_one_by_the_schema(string recipe)
    {
        RecipeReader.Read("a.yaml", recipe).Problems.ShouldNotBeEmpty();
        Mistakes(recipe).ShouldNotBeEmpty();
    }

    // Of each part, a recipe with a key that nobody knows in it: the reader names all that it knows.
    [Theory]
    [InlineData("", "zzz: 1\n")]
    [InlineData("setting", "settings: { A: { zzz: 1 } }\n")]
    [InlineData("key", "key: { zzz: 1 }\n")]
    [InlineData("check", "key: { check: { zzz: 1 } }\n")]
    [InlineData("webhook", "webhook: { zzz: 1 }\n")]
    [InlineData("change", "webhook: { changes: [{ zzz: 1 }] }\n")]
    [InlineData("case", "cases: { a: { zzz: 1 } }\n")]
    [InlineData("kind", "kinds: { K: { zzz: 1 } }\n")]
    [InlineData("request", "kinds: { K: { requests: { r: { zzz: 1 } } } }\n")]
    [InlineData("outcome", "kinds: { K: { requests: { r: { outcomes: { zzz: 1 } } } } }\n")]
    [InlineData("when", "kinds: { K: { requests: { r: { outcomes: { when: { zzz: 1 } } } } } }\n")]
    [InlineData("card", "kinds: { K: { card: { zzz: 1 } } }\n")]
    [InlineData("pickParts", "kinds: { K: { card: { title: { zzz: 1 } } } }\n")]
    [InlineData("progress", "kinds: { K: { card: { progress: { done: a, zzz: 1 } } } }\n")]
    [InlineData("states", "kinds: { K: { card: { status: { value: a, zzz: 1 } } } }\n")]
    [InlineData("state", "kinds: { K: { card: { status: { value: a, otherwise: { zzz: 1 } } } } }\n")]
    [InlineData("moment", "kinds: { K: { card: { created: { zzz: 1 } } } }\n")]
    [InlineData("field", "kinds: { K: { card: { fields: { F: { type: time, zzz: 1 } } } } }\n")]
    public void The_schema_has_the_keys_that_the_reader_knows(string part, string recipe)
    {
        var problem = RecipeReader.Read("a.yaml", recipe).Problems.Single(it => it.Text.Contains("has no 'zzz'"));
        var known = Word()
            .Matches(problem.Text.Split("it has ")[1])
            .Select(word => word.Value)
            .Where(word => word != "and");

        KeysOf(part).ShouldBe(known, ignoreOrder: true);
    }

    private static IEnumerable<string> KeysOf(string part)
    {
        var root = JsonNode.Parse(RecipeFiles.SchemaText())!;
        var node = part.Length == 0 ? root : root["$defs"]![part]!;
        if (node["properties"] is null)
            node = node["anyOf"]!.AsArray().Single(it => it!["properties"] is not null)!;
        var own = node["properties"]!.AsObject().Select(key => key.Key);
        return node["$ref"] is null ? own : own.Concat(KeysOf("pickParts"));
    }

    private static IReadOnlyList<string> Mistakes(string recipe)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(recipe));
        var result = Schema.Evaluate(
            ToJson(yaml.Documents[0].RootNode),
            new EvaluationOptions { OutputFormat = OutputFormat.List }
        );
        return result.IsValid
            ? []
            :
            [
                .. result
                    .Details.Where(it => it.HasErrors)
                    .Select(it => $"{it.InstanceLocation}: {string.Join(", ", it.Errors!.Values)}"),
            ];
    }

    private static JsonNode? ToJson(YamlNode node) =>
        node switch
        {
            YamlMappingNode map => new JsonObject(
                map.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, ToJson(pair.Value)))
            ),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(ToJson)]),
            YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } flag => flag.Value == "true",
            YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" } => null,
            YamlScalarNode { Style: ScalarStyle.Plain, Value: { } text } when double.TryParse(text, out var number) =>
                number,
            YamlScalarNode { Value: var text } => text,
            _ => null,
        };

    [GeneratedRegex("[a-z-]+", RegexOptions.None, 1000)]
    private static partial Regex Word();
}
