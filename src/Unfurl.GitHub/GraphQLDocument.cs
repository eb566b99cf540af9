using System.Text.RegularExpressions;

namespace Unfurl.GitHub;

/// <summary>
/// A GraphQL document with one field per line. A test validates it against GitHub's published schema. The comment <c>#
/// optional</c> marks a field that the card can omit: an older server rejects the whole document because of one unknown
/// field. <c># optional, else bodyText</c> names the field to request instead.
/// </summary>
internal sealed partial record GraphQLDocument(string Text)
{
    public GraphQLDocument WithoutOptionalFields => new(RewriteOptionalFields(_ => null));

    // Rendered bodies can be too large, or fail to render.
    public GraphQLDocument WithPlainBodies =>
        new(RewriteOptionalFields(match => match.Groups["instead"].Success ? null : match.Value));

    // The documents to try next if the server rejects fields: first without the fields named in the errors, then
    // without all optional fields.
    public IEnumerable<GraphQLDocument> FallbacksFor(IReadOnlyList<GraphQLError> errors)
    {
        GraphQLDocument[] smaller = [WithoutUnsupported(errors), WithoutOptionalFields];
        return smaller.Distinct().Where(document => document != this);
    }

    private GraphQLDocument WithoutUnsupported(IReadOnlyList<GraphQLError> errors)
    {
        var fields = NamesOf(errors, GraphQLErrorTypes.UndefinedField, extensions => extensions.FieldName);
        var arguments = NamesOf(errors, GraphQLErrorTypes.ArgumentNotAccepted, extensions => extensions.Name);
        return new(
            RewriteOptionalFields(field =>
            {
                var name = field.Groups["name"].Value;
                if (fields.Contains(name))
                    return null;
                return arguments.Contains(name)
                    ? field.Value.Replace(field.Groups["arguments"].Value, "")
                    : field.Value;
            })
        );
    }

    private static HashSet<string?> NamesOf(
        IReadOnlyList<GraphQLError> errors,
        string code,
        Func<GraphQLErrorExtensions, string?> name
    ) =>
        [.. errors.Select(error => error.Extensions).Where(found => found?.Code == code).Select(found => name(found!))];

    // A null result removes the field with its selection.
    private string RewriteOptionalFields(Func<Match, string?> rewrite)
    {
        var lines = new List<string>();
        var end = (string?)null;
        foreach (var line in Text.Split('\n'))
        {
            if (end is not null)
            {
                end = line == end ? null : end;
                continue;
            }
            if (OptionalField.Match(line) is not { Success: true } field)
                lines.Add(line);
            else if (rewrite(field) is { } rewritten)
                lines.Add(rewritten);
            else if (field.Groups["instead"].Success)
                lines.Add(field.Groups["indent"].Value + field.Groups["instead"].Value);
            else if (field.Groups["open"].Success)
                end = field.Groups["indent"].Value + "}";
        }
        return WithoutUnusedFragments(string.Join('\n', lines));
    }

    // GitHub refuses them too. A spread ends its line.
    private static string WithoutUnusedFragments(string text)
    {
        while (true)
        {
            var smaller = Fragment.Replace(
                text,
                fragment =>
                    text.Contains($"...{fragment.Groups["name"].Value}\n", StringComparison.Ordinal)
                        ? fragment.Value
                        : ""
            );
            if (smaller == text)
                return text;
            text = smaller;
        }
    }

    [GeneratedRegex(
        @"^fragment (?<name>\w+) on \w+ \{\n(.*\n)*?\}\n?",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Fragment { get; }

    [GeneratedRegex(
        @"^(?<indent> *)(\w+: )?(?<name>\w+)(?<arguments>\(.*\))? *(?<open>\{)? *# optional(, else (?<instead>\w+))?$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex OptionalField { get; }
}
