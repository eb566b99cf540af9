namespace Unfurl.Adapters.Testing.Patterns;

/// <summary>Checks the kinds of link of an adapter.</summary>
internal static class PatternCheck
{
    public static IReadOnlyList<string> Problems(TestedAdapter tested)
    {
        var kinds = tested.Adapter.Kinds;
        using var portal = new PortalEngine();
        return
        [
            .. SameNames(kinds),
            .. kinds.SelectMany(kind => SampleProblems(tested, kind)),
            .. kinds.SelectMany(kind => PortalProblems(portal, tested.Host, kind.Pattern)).Distinct(),
            .. kinds.SelectMany(kind => KeyCheck.Problems(tested, kind)).Distinct(),
        ];
    }

    // Notion's portal shows the names, and keys start with them.
    private static IEnumerable<string> SameNames(IReadOnlyList<LinkKind> kinds) =>
        kinds
            .GroupBy(kind => kind.Pattern.Name)
            .Where(same => same.Count() > 1)
            .Select(same => $"{same.Count()} kinds have the name {same.Key}: give each a name of its own.");

    private static IEnumerable<string> SampleProblems(TestedAdapter tested, LinkKind kind)
    {
        var (first, _) = tested.Match(tested.Adapter, kind.Pattern.Sample);
        if (first != kind)
            yield return $"The sample {kind.Pattern.Sample} of {kind.Pattern.Name} is taken by {first.Pattern.Name}, which is listed earlier: list the most specific kind first.";
    }

    private static IEnumerable<string> PortalProblems(PortalEngine portal, string host, LinkPattern pattern)
    {
        var expression = pattern.ToJavaScript(host);
        foreach (var text in LinkVariants.Of(host, pattern))
        {
            IReadOnlyDictionary<string, string>? groups;
            string? failure = null;
            try
            {
                groups = portal.Match(expression, text);
            }
            catch (TimeoutException)
            {
                (groups, failure) = (
                    null,
                    $"{pattern.Name}: Notion's expression takes more than a second on {text}. Part its parameters by a word or a slash."
                );
            }
            if ((failure ?? PortalComparison.Problem(pattern, host, text, groups)) is { } problem)
                yield return problem;
            if (failure is not null)
                yield break;
        }
    }
}
