using System.Text.RegularExpressions;
using Unfurl.Recipes.Texts;

namespace Unfurl.Recipes.Picks;

/// <summary>A pick and what is made of its texts.</summary>
internal sealed class ShapedPick(Pick source) : Pick
{
    /// <summary>Takes what the expression finds in each text, and drops texts in which it finds nothing.</summary>
    public Regex? Find { get; init; }

    /// <summary>The kind of text, or what says it; null for plain.</summary>
    public Pick? Kind { get; init; }

    /// <summary>Texts that stand for nothing, such as "Nobody".</summary>
    public IReadOnlyList<string> None { get; init; } = [];

    /// <summary>What several texts become one with; null to leave them.</summary>
    public string? Join { get; init; }

    /// <summary>What stands in for nothing.</summary>
    public string? Default { get; init; }

    public override IReadOnlyList<string> All(PickContext context)
    {
        var kind = Kind?.First(context) ?? TextKind.Plain;
        var texts = new List<string>();
        foreach (var text in source.All(context))
        {
            var found = Find is null ? text : TextPick.Found(Find.Match(text));
            if (
                found is not null
                && TextKind.Convert(kind, found) is { } plain
                && !string.IsNullOrWhiteSpace(plain)
                && !None.Contains(plain.Trim())
            )
                texts.Add(plain);
        }
        if (texts.Count == 0)
            return Default is null ? [] : [Default];
        return Join is null || texts.Count == 1 ? texts : [string.Join(Join, texts)];
    }

    public override bool IsText(PickContext context) => All(context).Count > 0 && source.IsText(context);
}
