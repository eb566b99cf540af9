using Unfurl.Recipes.Picks;

namespace Unfurl.Recipes.Cards;

/// <summary>How a word and a colour come out of what a tool says: the first rule that knows the value.</summary>
internal sealed class ChoiceRules(IReadOnlyList<ChoiceRule> rules)
{
    public Choice? Of(PickContext context)
    {
        foreach (var rule in rules)
        {
            if (rule.Of(context) is { } choice)
                return choice;
        }
        return null;
    }
}

/// <param name="Value">What decides; where it is nothing, the state "null" does.</param>
/// <param name="Word">The tool's own word, where a state has none; null for the value.</param>
/// <param name="States">By value.</param>
/// <param name="Otherwise">For a value that is not among them; null to ask the next rule.</param>
internal sealed record ChoiceRule(Pick Value, Pick? Word, IReadOnlyDictionary<string, State> States, State? Otherwise)
{
    public const string Nothing = "null";

    public Choice? Of(PickContext context)
    {
        var value = Value.First(context);
        if (!States.TryGetValue(value ?? Nothing, out var state))
            state = value is null ? null : Otherwise;
        return state is not null && (state.Word ?? Word?.First(context) ?? value) is { } word
            ? new Choice(OneLine.Of(word), state.Color)
            : null;
    }
}

/// <param name="Word">Null for the tool's own.</param>
internal sealed record State(string? Word, Color? Color);
