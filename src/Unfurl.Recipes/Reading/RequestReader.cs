using System.Globalization;
using System.Text.RegularExpressions;
using Unfurl.Recipes.Answers;
using Unfurl.Recipes.Picks;
using Unfurl.Recipes.Requests;
using YamlDotNet.RepresentationModel;

namespace Unfurl.Recipes.Reading;

/// <summary>Reads requests and the rules for what their answers mean.</summary>
internal sealed class RequestReader(RecipeProblems problems)
{
    public const int MaxRequests = 4;

    // Where a header of a recipe could undo what the service sees to.
    private static readonly string[] OwnHeaders =
    [
        "authorization",
        "connection",
        "content-length",
        "cookie",
        "expect",
        "host",
        "proxy-authorization",
        "te",
        "transfer-encoding",
        "upgrade",
    ];

    /// <param name="names">The values of the link, to which those of the request are added.</param>
    /// <param name="requests">The requests so far with what they are read as, to which this one is added.</param>
    public RecipeRequest? Read(
        YamlNode node,
        string name,
        List<string> names,
        Dictionary<string, ReadAs> requests,
        Action<Section>? more = null
    )
    {
        var section = new Section(node, "a request", problems);
        more?.Invoke(section);
        var kind = section.Word("as", RecipeRequest.Json, RecipeRequest.Page, RecipeRequest.Text) ?? RecipeRequest.Json;
        var read = new ReadAs(kind, new JsonOutline());
        var before = new PickReader(problems, requests, names);
        var own = new PickReader(problems, new Dictionary<string, ReadAs> { [name] = read }, names);
        var address = section.RequiredText("get", "/api/items/{{ id }}") is { } text
            ? AddressOf(section.Find("get")!, text, before)
            : null;
        var headers = HeadersOf(section);
        var outcomes = section.List("outcomes").Select(rule => Rule(rule, own)).OfType<OutcomeRule>().ToList();
        var isOptional = section.Flag("optional");
        var follows = section.Flag("follow");
        var values = ValuesOf(section, own, names);
        requests[name] = read;
        section.End();
        return address is null
            ? null
            : new RecipeRequest
            {
                Name = name,
                Address = address,
                As = kind,
                Outline = read.Outline,
                IsOptional = isOptional,
                FollowsRedirects = follows,
                Headers = headers,
                Outcomes = outcomes,
                Values = values,
            };
    }

    private Templates.Template? AddressOf(YamlNode node, string text, PickReader picks)
    {
        if (
            !text.StartsWith('/')
            || text.StartsWith("//", StringComparison.Ordinal)
            || text.Contains('#', StringComparison.Ordinal)
        )
        {
            problems.Add(node, "'get' is a path below the base address: /api/items/{{ id }}");
            return null;
        }
        if (text.Split('?')[0].Split('/').Any(segment => segment is "." or ".."))
        {
            problems.Add(node, "'get' has no dot segments.");
            return null;
        }
        return picks.Template(node, text);
    }

    private List<KeyValuePair<string, string>> HeadersOf(Section section)
    {
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var (name, key, value) in section.Part("headers", "headers")?.Entries ?? [])
        {
            if (
                OwnHeaders.Contains(name.ToLowerInvariant()) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            )
                problems.Add(key, $"A recipe does not set the header '{name}'.");
            else if (section.TextOf(value, name) is { } text && text.All(c => c is >= ' ' and < '\x7f'))
                headers.Add(new(name, text));
            else
                problems.Add(value, "A header's value is printable ASCII.");
        }
        return headers;
    }

    /// <param name="names">Those that there are, to which the values are added.</param>
    public List<KeyValuePair<string, Pick>> ValuesOf(Section section, PickReader picks, List<string> names)
    {
        var values = new List<KeyValuePair<string, Pick>>();
        var known = new List<string>();
        foreach (var (name, key, node) in section.Part("values", "values by their names")?.Entries ?? [])
        {
            if (!name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') || char.IsAsciiDigit(name[0]))
                problems.Add(key, "A value's name is made of letters, digits and _.");
            else if (names.Contains(name))
                problems.Add(key, $"Something is called '{name}' already.");
            else
            {
                known.Add(name);
                if (picks.Read(node) is { } pick)
                    values.Add(new(name, pick));
            }
        }
        names.AddRange(known);
        return values;
    }

    private OutcomeRule? Rule(YamlNode node, PickReader picks)
    {
        var section = new Section(node, "an outcome", problems);
        var conditions = section.Part("when", "conditions") is { } when ? Conditions(when, picks) : Missing(section);
        var say = section.Text("say");
        var word = section.Required("is", "missing") is null
            ? null
            : section.Word("is", "ok", "sign-in", "hidden", "missing", "forbidden", "too-many", "failed");
        section.End();
        if (say is not null != (word == "forbidden") && word is not null)
            problems.Add(node, "'say' goes with is: forbidden, and only with it: a sentence that tells what to do.");
        Outcome? outcome = word switch
        {
            "ok" => new Outcome.Ok(),
            "sign-in" => new Outcome.SignIn(),
            "hidden" or "missing" => new Outcome.Missing(),
            "forbidden" => new Outcome.Forbidden(say ?? ""),
            "too-many" => new Outcome.Limited(),
            "failed" => new Outcome.Failed("a failure by the recipe's rules"),
            _ => null,
        };
        return outcome is null || conditions is null ? null : new OutcomeRule(conditions, outcome);
    }

    private static List<Condition>? Missing(Section section)
    {
        section.Required("when", "{ status: 404 }");
        return null;
    }

    private List<Condition>? Conditions(Section when, PickReader picks)
    {
        var before = problems.Count;
        var conditions = new List<Condition>();
        if (when.List("status") is { Count: > 0 } statuses)
        {
            var ranges = statuses.Select(status => Range(when, status)).ToList();
            conditions.Add(
                (answer, _) => ranges.Exists(range => answer.Status >= range.From && answer.Status <= range.To)
            );
        }
        foreach (var (name, _, node) in when.Part("header", "headers with regular expressions")?.Entries ?? [])
        {
            if (when.TextOf(node, name) is { } pattern && picks.Expression(node, pattern) is { } expression)
                conditions.Add(
                    (answer, _) => answer.Headers.TryGetValue(name, out var value) && expression.IsMatch(value)
                );
        }
        Add("content-type", (expression, answer) => expression.IsMatch(answer.ContentType));
        Add("redirect", (expression, answer) => answer.Redirect is { } target && expression.IsMatch(target));
        Add("text", (expression, answer) => expression.IsMatch(answer.Text.Value));
        if (when.Find("json") is { } json && when.Text("json") is { } path && picks.Json(json, path) is { } value)
            conditions.Add((answer, _) => value.IsTrueOf(answer));
        if (when.Find("css") is { } css && when.Text("css") is { } text && picks.Selector(css, text) is { } selector)
            conditions.Add((answer, deadline) => answer.Page is { } page && selector.Of(page, deadline).Any());
        if (when.Has("empty"))
        {
            var isEmpty = when.Flag("empty");
            conditions.Add((answer, _) => answer.IsEmpty == isEmpty);
        }
        when.End();
        if (conditions.Count == 0 && problems.Count == before)
            problems.Add(
                when.Node,
                "'when' has a condition: status, header, content-type, redirect, text, json, css or empty."
            );
        return conditions.Count > 0 ? conditions : null;

        void Add(string key, Func<Regex, Answer, bool> holds)
        {
            if (
                when.Find(key) is { } node
                && when.Text(key) is { } pattern
                && picks.Expression(node, pattern) is { } expression
            )
                conditions.Add((answer, _) => holds(expression, answer));
        }
    }

    // 404, or 4xx.
    private (int From, int To) Range(Section when, YamlNode node)
    {
        var text = when.TextOf(node, "status") ?? "";
        if (text.Length == 3 && text.EndsWith("xx", StringComparison.Ordinal) && text[0] is >= '2' and <= '5')
            return ((text[0] - '0') * 100, ((text[0] - '0') * 100) + 99);
        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            && status is >= 200 and <= 599
        )
            return (status, status);
        problems.Add(node, "'status' is a number such as 404, a hundred such as 4xx, or a list of them.");
        return (0, 0);
    }
}
