using System.Globalization;

namespace Unfurl.Notion.Databases;

/// <summary>The order of values for <see cref="WriteMode.OnlyForward"/>.</summary>
internal static class Forward
{
    /// <summary>Whether a value may follow the one that is there.</summary>
    public static bool Permits(Target target, string wanted, WrittenBefore before, List<FieldProblem> problems)
    {
        if (target.Column.Type is not (ColumnTypes.Select or ColumnTypes.Status))
            return Is(target.Column.Type, target.Cell.Canonical, wanted);
        if (target.IsUnset)
            return true;
        // An option that nobody made has no place in the order.
        if (target.Column.OrderOf(wanted) < 0)
        {
            problems.Add(FieldProblems.UnknownOption(target.Field, target.Column, wanted));
            return false;
        }
        var current = target.Column.OrderOf(target.Cell.Canonical);
        return current >= 0
            && target.Column.OrderOf(wanted) > current
            && (before.IsOurs(target.Cell) || CanProduce(target.Field, target.Column, target.Cell.Canonical));
    }

    public static bool Is(string type, string current, string wanted) =>
        type switch
        {
            ColumnTypes.Checkbox => wanted == "true" && current != "true",
            ColumnTypes.Number => current.Length == 0 || NumberOf(wanted) > NumberOf(current),
            ColumnTypes.Date => current.Length == 0
                || DateTexts.FirstMomentOf(wanted) > DateTexts.FirstMomentOf(current.Split('/')[0]),
            _ => false,
        };

    /// <summary>
    /// Whether a mapping can have written this option, whoever it was. A mapping without values writes the card's own words,
    /// so these are the usual ones: "Won't fix" is a person's decision.
    /// </summary>
    public static bool CanProduce(FieldMapping field, Column column, string option) =>
        field.Values.Count > 0
            ? field.Values.Any(pair => pair.Value.Length > 0 && column.FindOption(pair.Value)?.Name == option)
            : CardWords.IsUsual(option);

    private static double? NumberOf(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
