using System.Globalization;
using System.Text.Json.Nodes;
using Unfurl.Notion.Attributes;

namespace Unfurl.Notion.Databases;

/// <summary>Puts values of a card into the form of a column, within Notion's limits.</summary>
// https://developers.notion.com/reference/request-limits
internal sealed class ColumnWriter(FieldMapping field, Column column, Func<string, string?> findPerson)
{
    private const int MaxOption = 100;
    private const int MaxItems = 100;
    private const int MaxUrl = 2000;
    private const int MaxText = 16_000;

    private bool isMapped;

    public Desired Of(CardValue? value)
    {
        if (!ColumnTypes.Writable.Contains(column.Type))
            return new Desired.Unwritable(FieldProblems.CannotBeWritten(field, column));
        if (!Conversions.IsPossible(field, column.Type))
            return new Desired.Unwritable(FieldProblems.NoConversion(field, column));
        if (value is not null)
            return Written(value);
        // The empty word of the mapping stands for no value. What it becomes is a value of the column already.
        if (FindWord("") is not { Length: > 0 } word || !HoldsWords(column.Type))
            return new Desired.Nothing();
        isMapped = true;
        return Written(new CardValue.Choice(word));
    }

    private static bool HoldsWords(string type) =>
        type
            is ColumnTypes.Title
                or ColumnTypes.RichText
                or ColumnTypes.Select
                or ColumnTypes.MultiSelect
                or ColumnTypes.Status
                or ColumnTypes.Checkbox;

    private Desired Written(CardValue value) =>
        column.Type switch
        {
            ColumnTypes.Title => Text(PlainText.Clean(TextOf(value), RichText.MaxItem, keepLines: false)),
            ColumnTypes.RichText => Text(PlainText.Clean(TextOf(value), MaxText, keepLines: true)),
            ColumnTypes.Url => Url(value),
            ColumnTypes.Number => value is CardValue.Number number
                ? new Desired.Value(Cell.NumberText(number.Value), JsonValue.Create(number.Value))
                : NoConversion(),
            ColumnTypes.Checkbox => Checkbox(value),
            ColumnTypes.Select => WordsOf(value) is [var word, ..] ? Select(word) : Nothing(value),
            ColumnTypes.MultiSelect => MultiSelect(value),
            ColumnTypes.Status => WordsOf(value) is [var word, ..] ? Status(word) : Nothing(value),
            ColumnTypes.People => value is CardValue.Names names ? People(names) : NoConversion(),
            ColumnTypes.Date => Date(value),
            _ => value is CardValue.File file ? File(file) : NoConversion(),
        };

    /// <summary>What an empty column of a type is written as. A status cannot be empty.</summary>
    public static (bool CanBeEmpty, JsonNode? Json) Empty(string type) =>
        type switch
        {
            ColumnTypes.Title
            or ColumnTypes.RichText
            or ColumnTypes.MultiSelect
            or ColumnTypes.People
            or ColumnTypes.Files => (true, new JsonArray()),
            ColumnTypes.Checkbox => (true, JsonValue.Create(false)),
            ColumnTypes.Url or ColumnTypes.Number or ColumnTypes.Select or ColumnTypes.Date => (true, null),
            _ => (false, null),
        };

    private Desired.Unwritable NoConversion() => new(FieldProblems.NoConversion(field, column));

    // Words that the mapping turned into nothing, or a value that has no words.
    private Desired Nothing(CardValue value) =>
        value is CardValue.Text or CardValue.Choice or CardValue.Names ? new Desired.Nothing() : NoConversion();

    private static Desired Text(string? text) =>
        text is null ? new Desired.Nothing() : new Desired.Value(text, RichText.ItemsOf(text));

    private string? TextOf(CardValue value) =>
        value switch
        {
            CardValue.Text text => Mapped(text.Value),
            CardValue.Choice choice => Mapped(choice.Word),
            CardValue.Names names => Joined(names),
            CardValue.Number number => number.Words,
            CardValue.Day day => DateTexts.Of(day.Value),
            CardValue.Moment moment => DateTexts.Of(moment.Value),
            CardValue.File file => file.Url.AbsoluteUri,
            _ => null,
        };

    private string? Joined(CardValue.Names names)
    {
        var text = string.Join(", ", names.Items.Select(item => Mapped(item.Name)).Where(name => name.Length > 0));
        return text.Length > 0 && names.More > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{text} and {names.More:N0} more")
            : text;
    }

    // The exact word goes before one in other case, and both before the one for all others.
    private string? FindWord(string word)
    {
        if (field.Values.TryGetValue(word, out var exact))
            return exact;
        foreach (var (from, to) in field.Values)
        {
            if (from.Equals(word, StringComparison.OrdinalIgnoreCase))
                return to;
        }
        return null;
    }

    private string Mapped(string word) =>
        isMapped ? word : FindWord(word) ?? (field.Values.TryGetValue("*", out var other) ? other : word);

    private List<string> WordsOf(CardValue value)
    {
        IEnumerable<string> words = value switch
        {
            CardValue.Text text => [text.Value],
            CardValue.Choice choice => [choice.Word],
            CardValue.Names names => names.Items.Select(item => item.Name),
            _ => [],
        };
        return [.. words.Select(word => OptionOf(Mapped(word))).OfType<string>()];
    }

    // A comma separates options, so no option's name has one. An option that is there keeps its spelling.
    private string? OptionOf(string word) =>
        PlainText.Clean(word.Replace(',', ' '), MaxOption, keepLines: false) is { } name
            ? column.FindOption(name)?.Name ?? name
            : null;

    private static Desired.Value Select(string word) => new(word, new JsonObject { ["name"] = word });

    private Desired Status(string word)
    {
        if (column.FindOption(word) is not { } option)
            return new Desired.Unwritable(FieldProblems.UnknownOption(field, column, word));
        return new Desired.Value(
            option.Name,
            option.Id.Length > 0 ? new JsonObject { ["id"] = option.Id } : new JsonObject { ["name"] = option.Name }
        );
    }

    private Desired MultiSelect(CardValue value)
    {
        string[] words = [.. WordsOf(value).Distinct(StringComparer.OrdinalIgnoreCase).Take(MaxItems)];
        return words is []
            ? Nothing(value)
            : new Desired.Value(
                Cell.Set(words),
                new JsonArray([.. words.Select(JsonNode (word) => new JsonObject { ["name"] = word })])
            );
    }

    private Desired People(CardValue.Names names)
    {
        var ids = new List<string>();
        var missing = new List<string>();
        foreach (var name in names.Items)
        {
            if (EmailOf(name) is not { } email || findPerson(email) is not { Length: > 0 } id)
                missing.Add(name.Name);
            else if (ids.Count < MaxItems && !ids.Exists(other => Cell.PersonId(other) == Cell.PersonId(id)))
                ids.Add(id);
        }
        var problem = missing.Count > 0 ? FieldProblems.PersonNotFound(field, missing.Take(5)) : null;
        return ids.Count == 0
            ? new Desired.Unwritable(problem!)
            : new Desired.Value(
                Cell.Set(ids.Select(Cell.PersonId)),
                new JsonArray([.. ids.Select(JsonNode (id) => new JsonObject { ["id"] = id })]),
                problem
            );
    }

    // Many tools give names only: the mapping may say whose address a name stands for.
    private string? EmailOf(CardName name) =>
        FindWord(name.Name) is { } mapped && mapped.Contains('@', StringComparison.Ordinal) ? mapped
        : string.IsNullOrWhiteSpace(name.Email) ? null
        : name.Email;

    private Desired Date(CardValue value)
    {
        var start = value switch
        {
            CardValue.Day day => DateTexts.Of(day.Value),
            CardValue.Moment moment => DateTexts.Of(moment.Value),
            _ => null,
        };
        // Without its end, Notion could keep the one that is there.
        return start is null
            ? NoConversion()
            : new Desired.Value(start, new JsonObject { ["start"] = start, ["end"] = null });
    }

    private Desired Checkbox(CardValue value)
    {
        bool? isChecked = value switch
        {
            CardValue.Flag flag => flag.Value,
            CardValue.Text text => IsYes(Mapped(text.Value)),
            CardValue.Choice choice => IsYes(Mapped(choice.Word)),
            _ => null,
        };
        return isChecked is { } flagged
            ? new Desired.Value(flagged ? "true" : "false", JsonValue.Create(flagged))
            : NoConversion();
    }

    private static bool IsYes(string word) => word.Trim().ToLowerInvariant() is "true" or "yes";

    private Desired Url(CardValue value)
    {
        var address = value switch
        {
            CardValue.File file => WebAddress(file.Url),
            CardValue.Text text when Uri.TryCreate(Mapped(text.Value), UriKind.Absolute, out var url) => WebAddress(
                url
            ),
            _ => null,
        };
        return address is null
            ? new Desired.Unwritable(FieldProblems.NotAUrl(field, column))
            : new Desired.Value(address, JsonValue.Create(address));
    }

    private Desired File(CardValue.File file)
    {
        if (WebAddress(file.Url) is not { } address)
            return new Desired.Unwritable(FieldProblems.NotAUrl(field, column));
        var json = new JsonObject
        {
            ["name"] = file.Name,
            ["external"] = new JsonObject { ["url"] = address },
        };
        return new Desired.Value(Cell.FileText(file.Name, address), new JsonArray(json));
    }

    // Read again, because a Uri that was created without canonicalization may hold anything.
    internal static string? WebAddress(Uri? url) =>
        url is { IsAbsoluteUri: true, Scheme: "https" or "http", UserInfo: "" }
        && Uri.TryCreate(url.AbsoluteUri, UriKind.Absolute, out var normal)
        && normal.AbsoluteUri is { Length: <= MaxUrl } address
        && Uri.IsWellFormedUriString(address, UriKind.Absolute)
            ? address
            : null;
}
