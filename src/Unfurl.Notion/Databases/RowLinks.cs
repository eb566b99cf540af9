using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Unfurl.Notion.Databases;

/// <summary>The links that a cell holds: in its text, behind its words, and as mentions.</summary>
public static class RowLinks
{
    // What no link goes on after: RFC 3986 has none of these in a URL. The marks of Chinese and Japanese sentences follow a
    // link without a space.
    private static readonly SearchValues<char> Ends = SearchValues.Create(
        "<>\"`|\\^{}\u3000\u3001\u3002\uFF0C\uFF1B\uFF01\uFF1F\u3008\u3009\u300A\u300B\u300C\u300D\u300E\u300F\u3010\u3011\uFF08\uFF09\u201C\u201D\u201E\u00AB\u00BB"
    );

    // A URL may hold these, but as its last characters they belong to the sentence around it.
    private const string Punctuation = ".,;:!?'*_~\u2018\u2019\u2026";

    /// <summary>In order and as written, each once. The schemes are http and https.</summary>
    public static IReadOnlyList<string> Find(Cell cell)
    {
        var found = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var links = cell.Type switch
        {
            ColumnTypes.Url => (IEnumerable<string>)InAddress(cell.Value.Word() ?? ""),
            ColumnTypes.Title or ColumnTypes.RichText => InItems(cell.Value),
            _ => [],
        };
        foreach (var link in links)
        {
            if (seen.Add(link))
                found.Add(link);
        }
        return found;
    }

    // A link that is formatted in parts comes as several items, so the texts of neighbours are read as one.
    private static IEnumerable<string> InItems(JsonElement items)
    {
        var text = new StringBuilder();
        foreach (var item in items.Items())
        {
            var targets = TargetsOf(item).OfType<string>().Where(link => IsWeb(link, 0)).ToList();
            if (targets.Count == 0)
            {
                text.Append(RichText.PlainTextOf(item));
                continue;
            }
            foreach (var link in InText(text.ToString()))
                yield return link;
            text.Clear();
            foreach (var link in targets)
                yield return link;
            // The words of a mention are the title of a page, and those of a link often the link itself.
            if (item.Word("type") != "mention")
            {
                foreach (var link in InText(RichText.PlainTextOf(item)))
                    yield return link;
            }
        }
        foreach (var link in InText(text.ToString()))
            yield return link;
    }

    private static IEnumerable<string?> TargetsOf(JsonElement item)
    {
        var mention = item.Part("mention") ?? default;
        yield return mention.Part("link_preview")?.Word("url");
        yield return mention.Part("link_mention")?.Word("href");
        yield return item.Part("text")?.Part("link")?.Word("url");
        yield return item.Word("href");
    }

    // People leave out the scheme in a column of addresses; Notion opens them nevertheless.
    private static List<string> InAddress(string text)
    {
        var links = InText(text).ToList();
        if (links.Count > 0)
            return links;
        var bare = Trimmed(text.Trim().Trim('<', '>'));
        var slash = bare.IndexOf('/', StringComparison.Ordinal);
        var dot = bare.IndexOf('.', StringComparison.Ordinal);
        return
            slash > 0
            && dot > 0
            && dot < slash
            && !bare.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || Ends.Contains(c) || c == '@')
            && !bare.Contains("://", StringComparison.Ordinal)
            ? [$"https://{bare}"]
            : [];
    }

    private static IEnumerable<string> InText(string text)
    {
        for (var at = NextStart(text, 0); at >= 0; )
        {
            var end = EndOf(text, at);
            var link = Trimmed(text[at..end]);
            if (link.Length > link.IndexOf("://", StringComparison.Ordinal) + 3)
                yield return link;
            at = NextStart(text, end);
        }
    }

    private static int NextStart(string text, int from)
    {
        for (var at = from; (at = text.IndexOf("http", at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            // "xhttp://" is another scheme.
            if (IsWeb(text, at) && (at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1])))
                return at;
        }
        return -1;
    }

    private static bool IsWeb(string text, int at) =>
        string.Compare(text, at, "http://", 0, 7, StringComparison.OrdinalIgnoreCase) == 0
        || string.Compare(text, at, "https://", 0, 8, StringComparison.OrdinalIgnoreCase) == 0;

    private static int EndOf(string text, int start)
    {
        for (var at = start + 7; at < text.Length; at++)
        {
            var c = text[at];
            if (char.IsWhiteSpace(c) || char.IsControl(c) || Ends.Contains(c))
                return at;
            // "https://a/1,https://b/2" are two; "https://a/?to=https://b/2" is one.
            if (c is ',' or ';' && at + 1 < text.Length && IsWeb(text, at + 1))
                return at;
        }
        return text.Length;
    }

    // "(see https://en.wikipedia.org/wiki/URL_(x))": a bracket that closes nothing in the link belongs to the sentence.
    private static string Trimmed(string link)
    {
        var end = link.Length;
        while (end > 0)
        {
            var last = link[end - 1];
            var closesNothing =
                last is ')' && Surplus(link, end, '(', ')') || last is ']' && Surplus(link, end, '[', ']');
            if (!closesNothing && !Punctuation.Contains(last, StringComparison.Ordinal))
                break;
            end--;
        }
        return link[..end];
    }

    private static bool Surplus(string link, int end, char open, char close) =>
        link.AsSpan(0, end).Count(close) > link.AsSpan(0, end).Count(open);
}
