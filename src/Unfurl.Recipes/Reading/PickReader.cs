using System.Text.RegularExpressions;
using Unfurl.Recipes.Picks;
using Unfurl.Recipes.Requests;
using Unfurl.Recipes.Templates;
using Unfurl.Recipes.Texts;
using YamlDotNet.RepresentationModel;

namespace Unfurl.Recipes.Reading;

/// <summary>Reads picks. It knows the requests and the values that they may use.</summary>
internal sealed partial class PickReader(
    RecipeProblems problems,
    IReadOnlyDictionary<string, ReadAs> requests,
    IReadOnlyCollection<string> names
)
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromMilliseconds(200);

    private static readonly string[] Sources = ["json", "css", "regex", "header", "text"];

    public Pick? Read(Section section, string key) => section.Find(key) is { } node ? Read(node) : null;

    /// <param name="more">Reads keys of the same mapping that are not of the pick.</param>
    public Pick? Read(YamlNode node, Action<Section>? more = null)
    {
        switch (node)
        {
            case YamlScalarNode { Value: { Length: > 0 } text }:
                return ReadShort(node, text);
            case YamlSequenceNode { Children.Count: > 0 } list:
                var picks = list.Children.Select(child => Read(child)).OfType<Pick>().ToList();
                return picks.Count == list.Children.Count ? new FirstOf(picks) : null;
            case YamlMappingNode:
                var section = new Section(node, "a pick", problems);
                more?.Invoke(section);
                var pick = Read(section);
                section.End();
                return pick;
            default:
                problems.Add(node, "A pick is a text, a list of picks, or keys with values.");
                return null;
        }
    }

    public Template? Template(YamlNode node, string text)
    {
        var (template, problem) = Templates.Template.Parse(text, names);
        if (problem is not null)
            problems.Add(node, problem);
        return template;
    }

    public Regex? Expression(YamlNode node, string text)
    {
        if (
            EndOfText.IsMatch(text)
            && !text.Contains('^', StringComparison.Ordinal)
            && !text.Contains('$', StringComparison.Ordinal)
        )
            problems.Add(
                node,
                @"Beside \A, \z or \Z an expression needs ^ or $, e.g. ^a(.*)\z: without one .NET 10 may match and not know its groups."
            );
        try
        {
            return new Regex(
                text,
                RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Multiline,
                MatchTimeout
            );
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            problems.Add(
                node,
                exception is NotSupportedException
                    ? "This regular expression looks around or refers back, which may take for ever: say it otherwise."
                    : $"This is no regular expression: {exception.Message}"
            );
            return null;
        }
    }

    /// <param name="request">Whose answer it reads; null for the first.</param>
    public JsonExpression? Json(YamlNode node, string text, string? request = null)
    {
        var (expression, problem) = JsonExpression.Parse(text);
        if (problem is not null)
            problems.Add(node, problem);
        var read = request is null ? requests.FirstOrDefault().Value : requests[request];
        read?.Outline.Keep(text);
        return expression;
    }

    public PageSelector? Selector(YamlNode node, string text)
    {
        var selector = PageSelector.Parse(text);
        if (selector is null)
            problems.Add(node, $"This is no CSS selector of at most {PageSelector.MaxLength} characters.");
        return selector;
    }

    // In the language of the first request's answer, or a template.
    private Pick? ReadShort(YamlNode node, string text)
    {
        if (Templates.Template.Is(text))
            return Template(node, text) is { } template ? new TemplatePick(template) : null;
        var (request, read) = requests.FirstOrDefault();
        return read?.Kind switch
        {
            null => null,
            RecipeRequest.Page => Selector(node, text) is { } selector
                ? new PagePick(request, selector, new PageValue(null, IsMarkup: false, IsOwn: false, null))
                : null,
            RecipeRequest.Text => Expression(node, text) is { } expression ? new TextPick(request, expression) : null,
            _ => Json(node, text) is { } json ? new JsonPick(request, json) : null,
        };
    }

    private ShapedPick? Read(Section section)
    {
        // Read before anything is refused, so that every mistake is reported.
        var kind = KindOf(section);
        var find =
            section.Find("find") is { } node && section.Text("find") is { } pattern ? Expression(node, pattern) : null;
        var without =
            section.Find("without") is { } at && section.Text("without") is { } selector
                ? Selector(at, selector)
                : null;
        var isMarkup = section.Find("kind") is YamlScalarNode { Value: TextKind.Html };
        var value = new PageValue(section.Text("attribute"), isMarkup, section.Flag("own"), without);
        var none = section.List("none").Select(item => section.TextOf(item, "none")).OfType<string>().ToList();
        var (join, standard, from) = (section.Text("join"), section.Text("default"), section.Text("from"));
        var source = Source(section, value, from);
        return source is null
            ? null
            : new ShapedPick(source)
            {
                Find = find,
                Kind = kind,
                None = none,
                Join = join,
                Default = standard,
            };
    }

    private Pick? Source(Section section, PageValue value, string? from)
    {
        var given = Sources.Where(section.Has).ToList();
        if (given is not [var source])
        {
            problems.Add(section.Node, $"A pick has one of {Section.OneOf(Sources, "and")}.");
            return null;
        }
        var node = section.Find(source)!;
        if (section.Text(source) is not { } text)
            return null;
        if (source == "text")
            return Template(node, text) is { } template ? new TemplatePick(template) : null;
        if (RequestFor(section, source, from) is not { } request)
            return null;
        return source switch
        {
            "json" => Json(node, text, request) is { } json ? new JsonPick(request, json) : null,
            "css" => Selector(node, text) is { } selector ? new PagePick(request, selector, value) : null,
            "regex" => Expression(node, text) is { } expression ? new TextPick(request, expression) : null,
            _ => new HeaderPick(request, text),
        };
    }

    private string? RequestFor(Section section, string source, string? from)
    {
        var name = from ?? requests.FirstOrDefault().Key;
        if (name is null)
            return null;
        if (!requests.TryGetValue(name, out var read))
        {
            problems.Add(
                section.Find("from")!,
                $"There is no request '{name}' here; there is {Section.OneOf([.. requests.Keys], "and")}."
            );
            return null;
        }
        if (
            (source == "json" && read.Kind != RecipeRequest.Json)
            || (source == "css" && read.Kind != RecipeRequest.Page)
        )
        {
            problems.Add(
                section.Find(source)!,
                $"The request '{name}' is read as {read.Kind}; for {source} it needs as: {(source == "css" ? RecipeRequest.Page : RecipeRequest.Json)}."
            );
            return null;
        }
        return name;
    }

    // A word, a template over the settings, or a pick of its own.
    private Pick? KindOf(Section section)
    {
        if (section.Find("kind") is not { } node)
            return null;
        if (node is not YamlScalarNode { Value: { } text })
            return Read(node);
        if (Templates.Template.Is(text))
            return ReadShort(node, text);
        if (TextKind.Names.Contains(text))
            return new TemplatePick(Templates.Template.Parse(text, []).Template!);
        problems.Add(node, $"'kind' is {Section.OneOf(TextKind.Names)}, a template, or a pick.");
        return null;
    }

    [GeneratedRegex(@"\\[AzZ]", RegexOptions.NonBacktracking)]
    private static partial Regex EndOfText { get; }
}
