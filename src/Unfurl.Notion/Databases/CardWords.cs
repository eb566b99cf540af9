using System.Collections.Frozen;

namespace Unfurl.Notion.Databases;

/// <summary>The words with which tools say how far a thing is, and the group of a status that each belongs to.</summary>
internal static class CardWords
{
    public const string ToDo = "To-do";
    public const string InProgress = "In progress";
    public const string Complete = "Complete";

    /// <summary>Ended without having been done.</summary>
    public const string Dropped = "Dropped";

    public static FrozenDictionary<string, string> Groups { get; } =
        new Dictionary<string, string>
        {
            ["Open"] = ToDo,
            ["Opened"] = ToDo,
            ["New"] = ToDo,
            ["To do"] = ToDo,
            ["Todo"] = ToDo,
            ["Not started"] = ToDo,
            ["Backlog"] = ToDo,
            ["Draft"] = InProgress,
            ["In progress"] = InProgress,
            ["In review"] = InProgress,
            ["Queued"] = InProgress,
            ["Running"] = InProgress,
            ["Merged"] = Complete,
            ["Completed"] = Complete,
            ["Complete"] = Complete,
            ["Done"] = Complete,
            ["Resolved"] = Complete,
            ["Fixed"] = Complete,
            ["Released"] = Complete,
            ["Closed"] = Complete,
            ["Not planned"] = Dropped,
            ["Duplicate"] = Dropped,
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static bool IsUsual(string word) => Groups.ContainsKey(word);

    /// <summary>
    /// What a status writes for the usual words that it has no option for: the first option of the group.
    /// </summary>
    public static IReadOnlyDictionary<string, string> ValuesFor(Column status)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (word, group) in Groups)
        {
            if (status.FindOption(word) is null && OptionOf(status, group) is { } option)
                values[word] = option.Name;
        }
        // A mapping without any would not say which options are its own.
        if (values.Count > 0)
        {
            foreach (var word in Groups.Keys)
            {
                if (status.FindOption(word) is { } option)
                    values[word] = option.Name;
            }
        }
        return values;
    }

    private static ColumnOption? OptionOf(Column status, string group) =>
        group == Dropped
            ? status.Options.FirstOrDefault(option => IsDropped(option.Name)) ?? OptionOf(status, Complete)
            : status.Options.FirstOrDefault(option =>
                group.Equals(option.Group, StringComparison.OrdinalIgnoreCase) && !IsDropped(option.Name)
            );

    private static bool IsDropped(string option) =>
        option.ToLowerInvariant().Replace('\u2019', '\'').Replace("'", "", StringComparison.Ordinal)
            is "canceled"
                or "cancelled"
                or "wont do"
                or "wont fix"
                or "not planned"
                or "abandoned"
                or "rejected"
                or "archived";
}
