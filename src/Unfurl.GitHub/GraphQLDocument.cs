using System.Text.RegularExpressions;

namespace Unfurl.GitHub;

/// <summary>
/// A GraphQL document, one field a line, checked against GitHub's published schema by a test. A field with the comment
/// <c># optional</c> is one that its card can do without: servers of older versions do not know it, and no answer at all
/// comes for a document with a field that the server does not know.
/// </summary>
/// <param name="Text">The document.</param>
internal sealed partial record GraphQLDocument(string Text)
{
    /// <summary>The document without all optional fields.</summary>
    public GraphQLDocument WithoutOptionalFields => new(RewriteOptionalFields(_ => null));

    /// <summary>
    /// What to send instead, in turn, when the server does not know all of it: first without what the errors name, then
    /// without everything optional.
    /// </summary>
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

    /// <summary>Rewrites the lines of optional fields; null leaves the field out, with all that is selected of it.</summary>
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
            else if (field.Groups["open"].Success)
                end = field.Groups["indent"].Value + "}";
        }
        return string.Join('\n', lines);
    }

    [GeneratedRegex(
        @"^(?<indent> *)(\w+: )?(?<name>\w+)(?<arguments>\(.*\))? *(?<open>\{)? *# optional$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex OptionalField { get; }
}
