using Unfurl.Server.Previews;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Notion.Enrich;

/// <summary>A part of a provider instance whose things an enrichment may show.</summary>
/// <param name="Instance">The name of the provider instance.</param>
/// <param name="Path">Begins with a slash, as a link's path does, and ends without one unless it is the root.</param>
internal sealed record Place(string Instance, string Path)
{
    /// <param name="text">A host with a path, such as <c>github.com/acme/</c>.</param>
    /// <returns>Null when no instance owns the host, or the text is no such place.</returns>
    public static Place? Parse(string text, ProviderRegistry providers)
    {
        var address = text.Contains("://", StringComparison.Ordinal) ? text : $"https://{text}";
        return
            Link.TryParse(address, out var link)
            && link is { Query: "", Fragment: "" }
            && providers.TryGetOwner(link, out var instance)
            ? new(instance.Name, link.Path)
            : null;
    }

    public bool Covers(MatchedLink link) =>
        link.Instance.Name == Instance
        && (
            Holds(link.Match.Link.Path, StringComparison.Ordinal)
            || (Holds(link.Match.Link.Path, StringComparison.OrdinalIgnoreCase) && IgnoresCase(link))
        )
        && (Path == "/" || link.Match.Link.Query.Length == 0 || IgnoresQuery(link));

    // Whole segments: /acme holds /acme/app, and not /acme-labs.
    private bool Holds(string path, StringComparison comparison) =>
        Path == "/" || (path.StartsWith(Path, comparison) && (path.Length == Path.Length || path[Path.Length] == '/'));

    // An adapter that gives both spellings one key says that the case has no meaning there.
    private bool IgnoresCase(MatchedLink link)
    {
        var path = link.Match.Link.Path;
        var start = link.Match.Link.Original.IndexOf(path, StringComparison.Ordinal);
        return start >= 0 && HasKeyOf(link, link.Match.Link.Original.Remove(start, Path.Length).Insert(start, Path));
    }

    // A query may name another thing than the path does: /wiki/Public?title=Secret.
    private static bool IgnoresQuery(MatchedLink link)
    {
        var text = link.Match.Link.Original;
        var start = text.IndexOf('?', StringComparison.Ordinal);
        var end = text.IndexOf('#', StringComparison.Ordinal);
        return HasKeyOf(link, end < 0 ? text[..start] : text.Remove(start, end - start));
    }

    private static bool HasKeyOf(MatchedLink link, string respelled) =>
        Link.TryParse(respelled, out var other)
        && link.Instance.Match(other, out var kind) is { } match
        && kind!.Key(match) == link.Key.Link;

    public override string ToString() => $"{Instance}:{Path}";
}
