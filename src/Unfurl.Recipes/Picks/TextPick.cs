using System.Text.RegularExpressions;

namespace Unfurl.Recipes.Picks;

/// <summary>What an expression finds in the text of an answer: its first group, or all of it.</summary>
internal sealed class TextPick(string request, Regex expression) : Pick
{
    public override IReadOnlyList<string> All(PickContext context) =>
        context.Answers.TryGetValue(request, out var answer)
            ? [.. expression.Matches(answer.Text.Value).Select(Found).OfType<string>().Take(MaxTexts)]
            : [];

    public static string? Found(Match match) =>
        match is { Success: true }
        && (match.Groups.Count > 1 ? match.Groups[1] : match.Groups[0]) is { Length: > 0 } found
            ? found.Value
            : null;
}
