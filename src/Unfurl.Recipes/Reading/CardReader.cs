using Unfurl.Recipes.Cards;
using Unfurl.Recipes.Picks;
using Unfurl.Recipes.Texts;
using YamlDotNet.RepresentationModel;

namespace Unfurl.Recipes.Reading;

/// <summary>Reads how answers become a card.</summary>
internal sealed class CardReader(RecipeProblems problems, PickReader picks)
{
    public RecipeCard? Read(Section section)
    {
        var title = section.Required("title", "issue.subject") is { } node ? picks.Read(node) : null;
        var card = new RecipeCard
        {
            Title = title ?? new FirstOf([]),
            Identifier = picks.Read(section, "identifier"),
            Status = Choice(section, "status"),
            Body = picks.Read(section, "body"),
            Author = picks.Read(section, "author"),
            Kind = Choice(section, "kind"),
            Priority = Choice(section, "priority"),
            Progress = ProgressOf(section),
            Due = Moment(section, "due"),
            Start = Moment(section, "start"),
            Assignees = picks.Read(section, "assignees"),
            Comments = picks.Read(section, "comments"),
            Labels = picks.Read(section, "labels"),
            Milestone = picks.Read(section, "milestone"),
            Created = Moment(section, "created"),
            Updated = Moment(section, "updated"),
            Closed = Moment(section, "closed"),
            Fields = [.. FieldsOf(section)],
        };
        section.End();
        return title is null ? null : card;
    }

    private ChoiceRules? Choice(Section section, string key) =>
        section.Find(key) is { } node ? ChoiceOf(node, key) : null;

    private ChoiceRules? ChoiceOf(YamlNode node, string key)
    {
        var nodes = node is YamlSequenceNode list ? list.Children : [node];
        var rules = nodes.Select(Rule).ToList();
        if (rules.Count == 0 || rules.Contains(null))
            return null;
        if (rules[^1]!.Otherwise is null)
            problems.Add(
                nodes[^1],
                $"'{key}' needs 'otherwise', a color for a state that nobody thought of: tools add states."
            );
        return new ChoiceRules([.. rules.OfType<ChoiceRule>()]);
    }

    private ChoiceRule? Rule(YamlNode node)
    {
        if (node is not YamlMappingNode mapping || !mapping.Children.ContainsKey("value"))
            return picks.Read(node) is { } word
                ? new ChoiceRule(word, null, new Dictionary<string, State>(), new State(null, null))
                : null;
        var section = new Section(node, "a state map", problems);
        var value = picks.Read(section, "value");
        var own = picks.Read(section, "word");
        var states = new Dictionary<string, State>(StringComparer.Ordinal);
        foreach (var (name, _, state) in section.Part("states", "states by the tool's values")?.Entries ?? [])
        {
            if (StateOf(state) is { } read)
                states[name] = read;
        }
        var otherwise = section.Find("otherwise") is { } rest ? StateOf(rest) : null;
        section.End();
        return value is null ? null : new ChoiceRule(value, own, states, otherwise);
    }

    // A color, or a word with or without one.
    private State? StateOf(YamlNode node)
    {
        if (node is YamlScalarNode { Value: { } text })
            return ColorOf(node, text) is { } color ? new State(null, color) : null;
        var section = new Section(node, "a state", problems);
        var word = section.RequiredText("word", "Open");
        var named = section.Find("color") is { } at && section.Text("color") is { } name ? ColorOf(at, name) : null;
        section.End();
        return word is null ? null : new State(word, named);
    }

    private Color? ColorOf(YamlNode node, string text)
    {
        var color = CardColors.Find(text);
        if (color is null)
            problems.Add(node, $"A color is {string.Join(", ", CardColors.Names)}, or '#1a7f37'.");
        return color;
    }

    private CardProgress? ProgressOf(Section section)
    {
        if (section.Find("progress") is not { } node)
            return null;
        if (node is not YamlMappingNode mapping || !mapping.Children.ContainsKey("done"))
            return picks.Read(node) is { } percent ? new CardProgress(percent, null) : null;
        var parts = new Section(node, "a progress", problems);
        var done = picks.Read(parts, "done");
        var total = parts.Required("total", "tasks.count") is { } at ? picks.Read(at) : null;
        parts.End();
        return done is null || total is null ? null : new CardProgress(done, total);
    }

    private CardMoment? Moment(Section section, string key) => section.Find(key) is { } node ? MomentOf(node) : null;

    private CardMoment? MomentOf(YamlNode node, Action<Section>? more = null)
    {
        var moments = Moments.Default;
        var pick = picks.Read(
            node,
            section =>
            {
                moments = MomentsOf(section);
                more?.Invoke(section);
            }
        );
        return pick is null ? null : new CardMoment(pick, moments);
    }

    private Moments MomentsOf(Section section)
    {
        var format = section.Text("format") ?? Moments.Iso;
        if (!Moments.Names.Contains(format) && !format.Contains('y', StringComparison.Ordinal))
            problems.Add(
                section.Find("format")!,
                $"'format' is {Section.OneOf(Moments.Names)}, or a format of .NET such as yyyy-MM-dd HH:mm."
            );
        var zone = TimeZoneInfo.Utc;
        if (section.Text("zone") is { } name && !TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone))
            problems.Add(section.Find("zone")!, $"There is no time zone '{name}'; one is Europe/Berlin.");
        return new Moments(format, zone ?? TimeZoneInfo.Utc);
    }

    private IEnumerable<CardField> FieldsOf(Section section)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, key, node) in section.Part("fields", "fields by their names")?.Entries ?? [])
        {
            if (FieldOf(name, node) is not { } field)
                continue;
            if (ids.Add(field.Id))
                yield return field;
            else
                problems.Add(key, $"There is another field with the id '{field.Id}'.");
        }
    }

    private CardField? FieldOf(string name, YamlNode node)
    {
        var (id, line, type) = (IdOf(name), FieldLine.Secondary, "text");
        void More(Section section)
        {
            id = section.Text("id") ?? id;
            line = section.Word("line", "first", "second") == "first" ? FieldLine.Primary : FieldLine.Secondary;
            type = section.Word("type", "text", "time", "day") ?? type;
        }
        // A field that is a date has a format; any other has none.
        var isMoment =
            node is YamlMappingNode mapping
            && mapping.Children.TryGetValue("type", out var typeNode)
            && typeNode is YamlScalarNode { Value: "time" or "day" };
        if (isMoment)
            return MomentOf(node, More) is { } moment
                ? new CardField(id, name, line, type == "day" ? Day(moment) : Time(moment))
                : null;
        return picks.Read(node, More) is { } pick ? new CardField(id, name, line, Text(pick)) : null;
    }

    private static Func<PickContext, FieldValue?> Text(Pick pick) =>
        context => RecipeCard.Line(pick, context) is { } text ? new FieldValue.Text(text) : null;

    private static Func<PickContext, FieldValue?> Time(CardMoment moment) =>
        context => moment.Of(context) is { } time ? new FieldValue.Moment(time) : null;

    private static Func<PickContext, FieldValue?> Day(CardMoment moment) =>
        context => moment.DayOf(context) is { } day ? new FieldValue.Day(day) : null;

    private static string IdOf(string name) =>
        string.Concat(name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
}
