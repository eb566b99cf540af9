using DevLab.JmesPath;
using DevLab.JmesPath.Expressions;
using DevLab.JmesPath.Interop;
using Newtonsoft.Json.Linq;
using Unfurl.Recipes.Answers;

namespace Unfurl.Recipes.Picks;

/// <summary>A JMESPath whose work grows with the JSON's size, and no further.</summary>
internal sealed class JsonExpression
{
    public const int MaxLength = 500;

    // No function whose result can be larger than what it is given.
    private static readonly string[] Functions =
    [
        "abs",
        "avg",
        "ceil",
        "floor",
        "keys",
        "length",
        "lower",
        "map",
        "max",
        "max_by",
        "min",
        "min_by",
        "not_null",
        "reverse",
        "sort",
        "sort_by",
        "sum",
        "to_array",
        "to_number",
        "to_string",
        "trim",
        "type",
        "upper",
        "values",
    ];

    private readonly JmesPathExpression _parsed;

    private JsonExpression(JmesPathExpression parsed) => _parsed = parsed;

    /// <returns>The expression, or what is wrong with it.</returns>
    public static (JsonExpression? Expression, string? Problem) Parse(string text)
    {
        if (text.Length > MaxLength)
            return (null, $"A JMESPath has {MaxLength} characters at most.");
        try
        {
            var parsed = new JmesPath().Parse(text);
            var guard = new Guard();
            parsed.Accept(guard);
            return guard.Problem is { } problem ? (null, problem) : (new JsonExpression(parsed), null);
        }
        catch (Exception exception)
        {
            // The library throws bare exceptions.
            return (
                null,
                $"This is no JMESPath: {exception.Message.ReplaceLineEndings(" ").Replace("Error: ", "", StringComparison.Ordinal).TrimEnd('.')}. See https://jmespath.org."
            );
        }
    }

    /// <returns>Null if the answer is no JSON, or has no such value.</returns>
    public JToken? Of(Answer answer)
    {
        if (answer.Json is not { } json)
            return null;
        try
        {
            return _parsed.Transform(json).AsJToken();
        }
        catch (Exception)
        {
            // A function was given what it does not take, such as the sum of texts: the answer is not what was expected.
            return null;
        }
    }

    /// <summary>Whether the value is one that JMESPath calls true: neither false nor null nor empty.</summary>
    public bool IsTrueOf(Answer answer) =>
        Of(answer) switch
        {
            null => false,
            JContainer container => container.HasValues,
            { Type: JTokenType.Null } => false,
            { Type: JTokenType.Boolean } flag => flag.Value<bool>(),
            { Type: JTokenType.String } text => text.Value<string>() is { Length: > 0 },
            _ => true,
        };

    private sealed class Guard : IVisitor
    {
        public string? Problem { get; private set; }

        public void Visit(JmesPathExpression expression) =>
            Problem ??= expression switch
            {
                JmesPathFunctionExpression function when !Functions.Contains(function.Name) =>
                    $"A JMESPath of a recipe has no function '{function.Name}'; it has {string.Join(", ", Functions)}.",
                JmesPathMultiSelectList or JmesPathMultiSelectHash =>
                    "A JMESPath of a recipe makes no lists and objects of its own ([a, b], {a: b}): pick one value, or give several picks.",
                JmesPathLetExpression or JmesPathVariableReference or JmesPathRootNodeExpression =>
                    "A JMESPath of a recipe has no 'let' and no '$'.",
                _ => null,
            };
    }
}
