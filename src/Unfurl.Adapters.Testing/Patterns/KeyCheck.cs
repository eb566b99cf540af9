using System.Text;

namespace Unfurl.Adapters.Testing.Patterns;

/// <summary>Links to the same thing have the same key, and links to different things have different keys.</summary>
internal static class KeyCheck
{
    public static IEnumerable<string> Problems(TestedAdapter tested, LinkKind kind)
    {
        var (name, sample) = (kind.Pattern.Name, kind.Pattern.Sample);
        var (key, problem) = KeyOf(tested, kind, $"https://{tested.Host}{sample}");
        if (key is null)
        {
            yield return $"{name}: {problem} for its sample {sample}.";
            yield break;
        }
        foreach (var same in Same(tested.Host, kind.Pattern))
        {
            var (other, otherProblem) = KeyOf(tested, kind, same);
            if (otherProblem is not null)
                yield return $"{name}: {otherProblem} for {same}.";
            else if (other is not null && other != key)
                yield return $"{name}: {same} has the key '{other}', and its sample {sample} has '{key}'. Both lead to the same thing, as the pattern says, so make the key of the pattern's parameters.";
        }
        foreach (var odd in LinkVariants.Of(tested.Host, kind.Pattern))
        {
            if (KeyOf(tested, kind, odd).Problem is { } oddProblem)
                yield return $"{name}: {oddProblem} for {odd}.";
        }
        if (Other(tested.Host, kind.Pattern) is { } different && KeyOf(tested, kind, different).Key == key)
            yield return $"{name}: {different} and its sample {sample} have the same key '{key}', so one would be shown for the other. Make the key of all that identifies a link.";
    }

    // No key and no problem where the link is of another kind.
    private static (string? Key, string? Problem) KeyOf(TestedAdapter tested, LinkKind kind, string url)
    {
        if (!Link.TryParse(url, out var link) || link.Host != tested.Host || kind.Pattern.Match(link) is not { } match)
            return default;
        try
        {
            return kind.Key(match) is { Length: > 0 } key ? (key, null) : (null, "Key returned null or an empty text");
        }
        catch (Exception exception)
        {
            return (null, $"Key threw {exception.GetType().Name} ({exception.Message})");
        }
    }

    private static IEnumerable<string> Same(string host, LinkPattern pattern)
    {
        var (path, query, fragment) = LinkVariants.Split(pattern.Sample);
        var site = $"https://{host}";
        if (path != "/")
            yield return $"{site}{path}/{query}{fragment}";
        yield return $"http://www.{host.ToUpperInvariant()}{pattern.Sample}";
        yield return $"{site}{path}{(query.Length == 0 ? "?" : $"{query}&")}utm_source=unfurl{fragment}";
        if (fragment.Length == 0)
            yield return $"{site}{pattern.Sample}#unfurl";
    }

    // The sample with another value of each identifying parameter; null if the pattern does not take it.
    private static string? Other(string host, LinkPattern pattern)
    {
        var url = $"https://{host}{pattern.Sample}";
        if (
            !Link.TryParse(url, out var link)
            || pattern.Match(link) is not { } match
            || pattern.IdentifyingParameters is []
        )
            return null;
        var changed = new StringBuilder(url);
        var at = $"https://{host}".Length;
        foreach (var parameter in pattern.IdentifyingParameters)
        {
            var (value, start) = (
                match[parameter],
                changed.ToString().IndexOf(match[parameter], at, StringComparison.Ordinal)
            );
            if (start < 0)
                return null;
            changed[start + value.Length - 1] = Another(value[^1]);
            at = start + value.Length;
        }
        return
            Link.TryParse(changed.ToString(), out var other)
            && pattern.Match(other) is { } otherMatch
            && pattern.IdentifyingParameters.All(name => otherMatch[name] != match[name])
            ? changed.ToString()
            : null;
    }

    // Of the same sort, and valid in a number and in hexadecimal.
    private static char Another(char c) =>
        c switch
        {
            >= '1' and <= '8' => (char)(c + 1),
            '0' or '9' => '1',
            'a' or 'A' => 'b',
            _ => 'a',
        };
}
