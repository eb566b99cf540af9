using FsCheck;
using FsCheck.Fluent;
using Newtonsoft.Json.Linq;
using Unfurl.Recipes.Answers;
using Unfurl.Recipes.Picks;

namespace Unfurl.Tests.Recipes;

/// <summary>An expression finds in what is kept for it what it finds in the whole.</summary>
public sealed class JsonOutlineTests
{
    private const string Object = """
        {"a":{"b":{"c":1,"d":[{"e":"x","f":null},{"e":"y","f":2}]},"c":"it's"},"b":[[1,2],[3]],"c":null,"d":false,
         "e":[{"a":{"b":1}},{"a":{"b":2}}],"null":7,"f g":{"a":3},"A_1":"z"}
        """;

    private const string Array = """[{"a":1,"b":{"c":2}},{"a":3,"b":{"c":4}}]""";

    private static readonly Gen<string> Operand = Gen.Elements(
        "a",
        "a.b",
        "a.b.c",
        "a.b.d[0].e",
        "a.b.d[].f",
        "a.b.d[?e=='x'].f",
        "a.b.d[?f] | [0].e",
        "a.*",
        "b[]",
        "b[0][1]",
        "c",
        "d",
        "e[*].a.b",
        "e[-1].a",
        "\"f g\".a",
        "A_1",
        "@",
        "[0].a",
        "[].b.c",
        "length(e)",
        "a.b.d[?e=='it\\'s' || f].e",
        "`7`",
        "'b.c'",
        "keys(a)",
        "max_by(e, &a.b)",
        "missing.x"
    );

    private static readonly Gen<string> Expressions = Gen.OneOf(
        Operand,
        Operand
            .Zip(Operand)
            .Zip(Gen.Elements(" || ", "||", " && ", " == ", "!="))
            .Select(it => it.Item1.Item1 + it.Item2 + it.Item1.Item2),
        Operand.Select(it => $"!{it}"),
        Operand.Zip(Operand).Select(it => $"{it.Item1} | {it.Item2}"),
        Operand.Zip(Operand).Select(it => $"not_null({it.Item1}, {it.Item2})")
    );

    [Fact]
    public void An_expression_finds_the_same_in_what_is_kept_for_it()
    {
        var found = 0;
        foreach (var text in Expressions.Sample(3000))
        foreach (var json in (string[])[Object, Array])
        {
            if (JsonExpression.Parse(text).Expression is not { } expression)
                continue;
            var kept = new JsonOutline();
            kept.Keep(text);

            var whole = Of(expression, json, Whole());
            JToken.DeepEquals(Of(expression, json, kept), whole).ShouldBeTrue($"{text} in {json}");
            found += whole is { Type: not JTokenType.Null } ? 1 : 0;
        }
        found.ShouldBeGreaterThan(500);
    }

    [Theory]
    [InlineData("a.b.c", """{"a":{"b":{"c":1}}}""")]
    [InlineData("a.b.c || c", """{"a":{"b":{"c":1}},"c":null}""")]
    [InlineData("e[0].a", """{"e":[{"a":{"b":1}},{"a":{"b":2}}]}""")]
    public void The_rest_is_left_out(string expression, string kept)
    {
        var outline = new JsonOutline();
        outline.Keep(expression);

        var read = AnswerJson.Parse(System.Text.Encoding.UTF8.GetBytes(Object), outline);

        JToken.DeepEquals(read, JToken.Parse(kept)).ShouldBeTrue($"{read}");
    }

    private static JToken? Of(JsonExpression expression, string json, JsonOutline outline) =>
        expression.Of(
            new Answer(200, new Dictionary<string, string>(), System.Text.Encoding.UTF8.GetBytes(json), outline)
        );

    private static JsonOutline Whole()
    {
        var outline = new JsonOutline();
        outline.Keep("@");
        return outline;
    }
}
