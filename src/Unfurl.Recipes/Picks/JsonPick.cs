using System.Globalization;
using Newtonsoft.Json.Linq;
using Unfurl.Recipes.Answers;

namespace Unfurl.Recipes.Picks;

/// <summary>A JMESPath over the JSON of an answer: https://jmespath.org.</summary>
internal sealed class JsonPick(string request, JsonExpression expression) : Pick
{
    public override IReadOnlyList<string> All(PickContext context) =>
        context.Answers.TryGetValue(request, out var answer) ? TextsOf(expression.Of(answer)) : [];

    public override bool IsText(PickContext context) =>
        context.Answers.TryGetValue(request, out var answer) && expression.Of(answer)?.Type == JTokenType.String;

    // Objects have no text.
    private static IReadOnlyList<string> TextsOf(JToken? token) =>
        token switch
        {
            JArray list => [.. list.Select(TextOf).OfType<string>()],
            { } one when TextOf(one) is { } text => [text],
            _ => [],
        };

    private static string? TextOf(JToken token) =>
        token.Type switch
        {
            JTokenType.String => token.Value<string>() is { Length: > 0 } text ? text : null,
            JTokenType.Integer => token.Value<long>().ToString(CultureInfo.InvariantCulture),
            JTokenType.Float => token.Value<double>().ToString(CultureInfo.InvariantCulture),
            JTokenType.Boolean => token.Value<bool>() ? "true" : "false",
            _ => null,
        };
}
