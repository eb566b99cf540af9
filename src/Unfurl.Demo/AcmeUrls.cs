namespace Unfurl.Demo;

/// <summary>Absolute URLs below the URL of the Acme site, which may have a path of its own.</summary>
internal sealed class AcmeUrls(Uri webUrl)
{
    private readonly string _web = webUrl.GetLeftPart(UriPartial.Path).TrimEnd('/');

    public Uri UrlOf(string path) => new($"{_web}/{path}");

    // Null if there is no path, or if it leaves the site.
    public Uri? FileUrlOf(string? path) =>
        path is { Length: > 0 }
        && Uri.TryCreate($"{_web}/{path}", UriKind.Absolute, out var url)
        && url.AbsoluteUri.StartsWith($"{_web}/", StringComparison.Ordinal)
            ? url
            : null;
}
