using Unfurl.Recipes.Answers;
using Unfurl.Recipes.Templates;

namespace Unfurl.Recipes.Picks;

/// <summary>What a card takes out of answers: texts, in their order; none where there is nothing.</summary>
internal abstract class Pick
{
    /// <summary>A card shows far fewer.</summary>
    protected const int MaxTexts = 100;

    public abstract IReadOnlyList<string> All(PickContext context);

    /// <summary>Whether the tool gives a text, and no number that looks like one.</summary>
    public virtual bool IsText(PickContext context) => All(context).Count > 0;

    public string? First(PickContext context) => All(context) is [var first, ..] ? first : null;
}

/// <summary>What picks read: the answers to the requests by their names.</summary>
internal sealed record PickContext(IReadOnlyDictionary<string, Answer> Answers, TemplateValues Values)
{
    public Deadline Deadline { get; } = new();
}

/// <summary>The first pick that has something.</summary>
internal sealed class FirstOf(IReadOnlyList<Pick> picks) : Pick
{
    public override IReadOnlyList<string> All(PickContext context)
    {
        foreach (var pick in picks)
        {
            if (pick.All(context) is { Count: > 0 } found)
                return found;
        }
        return [];
    }

    public override bool IsText(PickContext context) =>
        picks.FirstOrDefault(pick => pick.All(context).Count > 0)?.IsText(context) is true;
}

/// <summary>A template over what is known already.</summary>
internal sealed class TemplatePick(Template template) : Pick
{
    // A template is as empty as what it uses.
    public override IReadOnlyList<string> All(PickContext context) =>
        template.Names.All(context.Values.Has) && template.Render(context.Values) is { Length: > 0 } text ? [text] : [];
}

/// <summary>A header of an answer.</summary>
internal sealed class HeaderPick(string request, string name) : Pick
{
    public override IReadOnlyList<string> All(PickContext context) =>
        context.Answers.TryGetValue(request, out var answer) && answer.Headers.TryGetValue(name, out var value)
            ? [value]
            : [];
}
