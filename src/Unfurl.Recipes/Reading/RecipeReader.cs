using System.Text.RegularExpressions;
using Unfurl.Recipes.Requests;
using Unfurl.Recipes.Templates;
using YamlDotNet.RepresentationModel;

namespace Unfurl.Recipes.Reading;

/// <summary>Reads a recipe and reports everything that is wrong with it.</summary>
internal sealed partial class RecipeReader
{
    private readonly RecipeProblems _problems;
    private readonly RequestReader _requests;
    private readonly KeyReader _key;

    private RecipeReader(RecipeProblems problems)
    {
        _problems = problems;
        _requests = new RequestReader(problems);
        _key = new KeyReader(problems, _requests);
    }

    /// <param name="file">The file, for its problems.</param>
    /// <param name="text">What is in it.</param>
    /// <returns>The recipe, or what is wrong with it.</returns>
    public static (Recipe? Recipe, IReadOnlyList<RecipeProblem> Problems) Read(string file, string text)
    {
        var problems = new RecipeProblems(file);
        var recipe = YamlFile.Read(text, problems) is { } root ? new RecipeReader(problems).Read(root) : null;
        return problems.All.Count == 0 ? (recipe, []) : (null, problems.All);
    }

    private Recipe Read(YamlMappingNode root)
    {
        var section = new Section(root, "a recipe", _problems);
        var name = section.RequiredText("name", "Redmine");
        var settings = SettingsOf(section);
        var isPublic = section.Flag("public");
        var key = section.Part("key", "how users' keys are sent and checked") is { } part ? _key.Read(part) : null;
        if (key is null && !isPublic && !section.Has("key"))
            _problems.Add(
                root,
                "A recipe needs 'key', how users' keys are sent and checked, or public: true, or both."
            );
        var webhook = section.Part("webhook", "how the tool tells of changes") is { } deliveries
            ? new WebhookReader(_problems, _requests).Read(deliveries)
            : null;
        var kinds = section.Required("kinds", "{ Issue: { link: … } }") is { } node ? KindsOf(node) : [];
        var recipe = new Recipe
        {
            Name = name ?? "",
            About = section.Text("about"),
            Settings = settings,
            IsPublic = isPublic,
            Key = key,
            Webhook = webhook,
            Kinds = kinds,
        };
        recipe = recipe with { Cases = CaseReader.Read(section, recipe, _problems) };
        section.End();
        return recipe;
    }

    private List<RecipeSetting> SettingsOf(Section section)
    {
        var settings = new List<RecipeSetting>();
        foreach (var (name, key, node) in section.Part("settings", "settings by their names")?.Entries ?? [])
        {
            if (!name.All(char.IsAsciiLetterOrDigit))
                _problems.Add(key, "A setting's name is made of letters and digits.");
            var setting = new Section(node, "a setting", _problems);
            var words = setting.List("one-of").Select(word => setting.TextOf(word, "one-of")).OfType<string>().ToList();
            var about = setting.RequiredText("about", "how people write descriptions");
            var standard = setting.Text("default");
            if (standard is not null && words.Count > 0 && !words.Contains(standard))
                _problems.Add(setting.Find("default")!, $"'default' is {Section.OneOf(words)}.");
            setting.End();
            settings.Add(new(name, about ?? "", standard, words));
        }
        return settings;
    }

    private List<RecipeKind> KindsOf(YamlNode node)
    {
        var kinds = new List<RecipeKind>();
        var section = new Section(node, "kinds of links by their names", _problems);
        foreach (var (name, _, kind) in section.Entries)
        {
            if (KindOf(name, new Section(kind, "a kind", _problems)) is { } read)
                kinds.Add(read);
        }
        if (!section.Entries.Any())
            _problems.Add(node, "A recipe has at least one kind of link.");
        return kinds;
    }

    private RecipeKind? KindOf(string name, Section section)
    {
        var links = LinksOf(name, section, out var parameters);
        var names = parameters.ToList();
        var requests = new Dictionary<string, ReadAs>(StringComparer.Ordinal);
        var read = RequestsOf(section, names, requests);
        var picks = new PickReader(_problems, requests, names);
        var linkPicks = new PickReader(_problems, new Dictionary<string, ReadAs>(), parameters);
        var card = section.Required("card", "{ title: issue.subject }") is { } node
            ? new CardReader(_problems, picks).Read(new Section(node, "a card", _problems))
            : null;
        var key = section.Text("key") is { } text ? linkPicks.Template(section.Find("key")!, text) : null;
        var resources = section
            .List("resources")
            .Select(item => section.TextOf(item, "resources") is { } one ? picks.Template(item, one) : null)
            .OfType<Template>()
            .ToList();
        var fresh = FreshOf(section);
        section.End();
        return card is null || links.Count == 0 || read.Count == 0
            ? null
            : new RecipeKind
            {
                Name = name,
                Links = links,
                Parameters = parameters,
                Requests = read,
                Card = card,
                Key = key,
                Resources = resources,
                Fresh = fresh,
            };
    }

    private List<RecipeLink> LinksOf(string name, Section section, out List<string> names)
    {
        var links = new List<RecipeLink>();
        // Also of templates with mistakes, so that what uses them is not reported as well.
        names =
        [
            .. section
                .List("link")
                .OfType<YamlScalarNode>()
                .SelectMany(node => LinkParameter.Matches(node.Value ?? ""))
                .Select(match => match.Groups["name"].Value)
                .Distinct(),
        ];
        var (samples, reserved) = (section.List("sample"), ReservedOf(section));
        if (section.Required("link", "/issues/{number:int}") is null)
            return links;
        var templates = section.List("link");
        if (section.Required("sample", "/issues/12") is not null && samples.Count != templates.Count)
            _problems.Add(section.Find("sample")!, "'sample' has a link for each of 'link', in their order.");
        foreach (var (node, at) in templates.Zip(samples))
        {
            if (section.TextOf(node, "link") is not { } template || section.TextOf(at, "sample") is not { } sample)
                continue;
            try
            {
                _ = new LinkPattern(name, template, sample, reserved);
                links.Add(new(template, sample, reserved));
            }
            catch (ArgumentException exception)
            {
                _problems.Add(exception.ParamName == "sample" ? at : node, exception.Message.Split(" (Parameter")[0]);
            }
        }
        return links;
    }

    // A sample of another kind would not tell that a word has a slash in it.
    private List<string> ReservedOf(Section section)
    {
        var words = new List<string>();
        foreach (var node in section.List("reserved"))
        {
            if (section.TextOf(node, "reserved") is not { } word)
                continue;
            if (Reserved.IsMatch(word))
                words.Add(word);
            else
                _problems.Add(
                    node,
                    "'reserved' has words or paths that the tool's own pages start with: admin, wiki/private, wiki/Special:*"
                );
        }
        return words;
    }

    private List<RecipeRequest> RequestsOf(Section section, List<string> names, Dictionary<string, ReadAs> requests)
    {
        var read = new List<RecipeRequest>();
        if (section.Required("requests", "{ issue: { get: /issues/{{ number }}.json } }") is not { } node)
            return read;
        var all = new Section(node, "requests by their names", _problems);
        foreach (var (name, key, request) in all.Entries)
        {
            if (read.Count == RequestReader.MaxRequests)
                _problems.Add(key, $"A kind has {RequestReader.MaxRequests} requests at most.");
            else if (_requests.Read(request, name, names, requests) is { } made)
                read.Add(made);
        }
        if (read is [{ IsOptional: true } first, ..] && first.Name == all.Entries.First().Name)
            _problems.Add(node, "The first request is not optional: without it there is no card.");
        return read;
    }

    [GeneratedRegex(@"\{\*?(?<name>[A-Za-z][A-Za-z0-9_]*)", RegexOptions.NonBacktracking)]
    private static partial Regex LinkParameter { get; }

    [GeneratedRegex(
        @"^[A-Za-z0-9._~:-]+(/[A-Za-z0-9._~:-]+)*\*?$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Reserved { get; }

    private TimeSpan? FreshOf(Section section)
    {
        if (section.Text("fresh") is not { } text)
            return null;
        if (
            TimeSpan.TryParse(text, out var fresh)
            && text.Contains(':', StringComparison.Ordinal)
            && fresh > TimeSpan.Zero
        )
            return fresh;
        _problems.Add(section.Find("fresh")!, "'fresh' is how long a card stays as it is: 00:05:00.");
        return null;
    }
}
